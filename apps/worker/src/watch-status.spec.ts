import { deadlineIn, silentLogger } from '@ownerbot/runtime';
import { defaultTenant } from '@ownerbot/storage';
import { waitFor } from '@ownerbot/testing';
import { NO_SIS_FACTS, type SisFacts } from './sis-facts';
import { watchStatus, type StatusWatch } from './watch-status';

let watch: StatusWatch;
let backlog: () => Promise<number> = () => Promise.resolve(7);
let readSis: () => Promise<SisFacts> = () => Promise.resolve(NO_SIS_FACTS);
let isAvailable = true;
beforeEach(async () => {
  watch = watchStatus({
    queues: { backend: 'redis', backlog: () => backlog() },
    store: { isAvailable: () => isAvailable },
    readSis: () => readSis(),
    modeOf: ({ upstreamModeOverride: override }) => ({ mode: override ?? 'AUTO', dataMode: { configured: 'AUTO', override, isSwitchable: true } }),
    fixed: { version: '1.2.3', providers: {}, switches: {} },
    log: silentLogger,
    everyMs: 1,
  });
  await watch.start();
});
afterEach(() => watch.stop(deadlineIn(1_000)));

const current = () => watch.current(defaultTenant);

test('what is told of the stores is what was last seen, and an absence is told as one', async () => {
  await waitFor(() => current().inboxWaiting === 7, { what: 'the first look' });
  expect(current()).toEqual({
    mode: 'AUTO', dataMode: { configured: 'AUTO', override: null, isSwitchable: true }, version: '1.2.3', providers: {}, switches: {}, queue: 'ok', inboxWaiting: 7, database: 'ok', queueBackend: 'redis' });
  backlog = () => Promise.reject(new Error('away'));
  isAvailable = false;
  await waitFor(() => current().queue === 'away', { what: 'the absence' });
  expect(current()).toMatchObject({ inboxWaiting: 7, database: 'away' });
});

test('the mode is that of the settings of the moment', () => {
  expect(watch.current({ ...defaultTenant, upstreamModeOverride: 'DEMO' }).mode).toBe('DEMO');
});

test('what SIS said of the shop is told, of another shop nothing; while it cannot be read the last is told', async () => {
  readSis = () => Promise.resolve({ capabilities: { shopId: 1, endpoints: { kpi: true, reprice: false } }, ping: { at: '2027-03-18T11:00:00Z', isUp: true } });
  await waitFor(() => current().sisPing !== undefined, { what: 'news of SIS' });
  readSis = () => Promise.reject(new Error('away'));
  expect(current()).toMatchObject({ capabilities: { kpi: true, reprice: false }, sisPing: { at: '2027-03-18T11:00:00Z', isUp: true } });
  expect(watch.current({ ...defaultTenant, shopId: 2 }).capabilities).toBeUndefined();
});
