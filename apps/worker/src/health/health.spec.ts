import { WORKER_ROLES } from '@ownerbot/conversation';
import type { SeenProcess } from '@ownerbot/queues';
import { fixedClock } from '@ownerbot/runtime';
import type { ShopCall, ShopMode, ShopSettings } from '@ownerbot/shop';
import { appendAudit } from '@ownerbot/storage';
import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { createOwnData, type OwnDataOptions } from '../own-data';

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.drop());

const clock = fixedClock('2027-03-15T12:00:00Z');
const call = { signal: new AbortController().signal } as ShopCall;
const worker = (roles: readonly string[] = WORKER_ROLES, ageMs = 1_000): SeenProcess => ({ id: 'w', name: 'worker', host: 'h', pid: 1, version: '1', roles, startedAt: '', live: true, ready: true, problems: [], ageMs });
const away = () => Promise.reject(new Error('away'));

/** A bot in which everything works, but for what the test changes. */
async function statuses(change: Partial<Omit<OwnDataOptions, 'queues'>> & { queues?: Partial<OwnDataOptions['queues']> } = {}, mode: ShopMode = 'DEMO'): Promise<Record<string, string>> {
  const { queues, ...more } = change;
  const own = createOwnData({
    db: store.open(),
    settings: {} as ShopSettings,
    managerChatIds: [],
    sis: { ping: () => new Promise(() => undefined) },
    clock,
    ...more,
    queues: { backend: 'redis', ping: () => Promise.resolve(), inspect: () => Promise.resolve([]), processes: () => Promise.resolve([worker()]), ...queues },
  });
  return Object.fromEntries((await own.health(call, mode)).map(({ name, status, code }) => [name, code === null ? status : `${status} ${code}`]));
}

test('where everything works, nothing is remarked; what is off is skipped', async () => {
  expect(await statuses()).toEqual({ db: 'ok', redis: 'ok', queues: 'ok', worker: 'ok', telegram: 'skipped', sis: 'skipped', llm: 'skipped', asr: 'skipped', storage: 'ok' });
});

test('each part that fails is told alone', async () => {
  expect(await statuses({ queues: { ping: away } })).toMatchObject({ db: 'ok', redis: 'fail NO_ANSWER', queues: 'ok' });
  expect(await statuses({ queues: { inspect: away } })).toMatchObject({ redis: 'ok', queues: 'fail NO_ANSWER', worker: 'ok' });
  expect(await statuses({ queues: { processes: () => Promise.resolve([worker(['inbox'])]) } })).toMatchObject({ queues: 'ok', worker: 'fail ROLE_NOT_SEEN' });
  expect(await statuses({ queues: { backend: 'postgres', ping: away } })).toMatchObject({ redis: 'skipped' });
  expect(await statuses({ sis: null }, 'SIS_HTTP')).toMatchObject({ sis: 'fail NOT_CONFIGURED' });
  expect(await statuses({ sis: { ping: away } }, 'AUTO')).toMatchObject({ sis: 'warn NO_ANSWER' });
});

test('nobody has to transcribe or plan where that is off', async () => {
  const processes = () => Promise.resolve([worker(WORKER_ROLES.filter((role) => role !== 'asr' && role !== 'plan'))]);
  expect(await statuses({ queues: { processes } })).toMatchObject({ worker: 'ok' });
  expect(await statuses({ queues: { processes }, transcriber: { health: () => Promise.resolve({ ok: true, detail: '' }) } })).toMatchObject({ worker: 'fail ROLE_NOT_SEEN', asr: 'ok' });
});

test('a shop that hangs costs three seconds and no more, and the others are told all the same', async () => {
  const begun = performance.now();
  expect(await statuses({}, 'SIS_HTTP')).toMatchObject({ db: 'ok', worker: 'ok', sis: 'fail NO_ANSWER' });
  expect(performance.now() - begun).toBeLessThan(4_000);
});

test('a job that died within the hour is remarked', async () => {
  const died = (at: string) => appendAudit(store.open(), { correlationId: 'c', at: new Date(at), events: [{ eventType: 'job_dead', severity: 'error', fields: {} }] });
  await died('2027-03-15T10:59:00Z');
  expect(await statuses()).toMatchObject({ queues: 'ok' });
  await died('2027-03-15T11:30:00Z');
  expect(await statuses()).toMatchObject({ queues: 'warn DEAD_LETTERS' });
});

leakCheck();
