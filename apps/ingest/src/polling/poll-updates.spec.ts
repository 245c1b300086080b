import type { JobRequest, Producer } from '@ownerbot/queues';
import { createLogger, createMetrics, deadlineIn, systemClock } from '@ownerbot/runtime';
import { createTelegram } from '@ownerbot/telegram';
import { apiFail, apiOk, apiTooMany, leakCheck, startBotApi, waitFor, type ScriptedBotApi } from '@ownerbot/testing';
import { ingestMetrics } from '../ingest-metrics';
import type { LeaseStore } from './hold-lease';
import { pollUpdates, type Poller, type PollTiming } from './poll-updates';

const TOKEN = '99:AAAAAAAAAAAAAAAAAAAAAAAA';
const TIMING: PollTiming = {
  timeoutSec: 1,
  backoff: { minMs: 5, maxMs: 20 },
  refusedMs: 60_000,
  gateEveryMs: 10,
  lease: { ttlMs: 600, renewEveryMs: 50, retryEveryMs: 20 },
};

let botApi: ScriptedBotApi;
let stored: JobRequest[];
let storeIsAway: boolean;
let gateIsOpen: boolean;
let holder: string | undefined;
let pollers: Poller[];
let lines: string[];

const producer: Producer = {
  add: () => Promise.reject(new Error('not used here')),
  addAll: (jobs) => {
    if (storeIsAway) return Promise.reject(new Error('away'));
    stored.push(...jobs);
    return Promise.resolve();
  },
};

const lease: LeaseStore = {
  acquire: (owner) => Promise.resolve((holder ??= owner) === owner),
  renew: (owner) => Promise.resolve(holder === owner),
  release: (owner) => {
    if (holder === owner) holder = undefined;
    return Promise.resolve();
  },
};

beforeEach(async () => {
  botApi = await startBotApi();
  [stored, storeIsAway, gateIsOpen, holder, pollers, lines] = [[], false, true, undefined, [], []];
});

afterEach(async () => {
  await Promise.all(pollers.map((poller) => poller.stop(deadlineIn(1_000))));
  await botApi.stop();
});

async function startPoller(owner: string, refusedMs = TIMING.refusedMs): Promise<Poller> {
  const poller = pollUpdates({
    telegram: createTelegram({ token: TOKEN, apiRoot: botApi.url, timeoutMs: 500 }),
    producer,
    gate: { isOpen: () => gateIsOpen, state: () => ({ open: gateIsOpen, waiting: 0 }) },
    lease,
    owner,
    clock: systemClock,
    log: createLogger({ process: 'test', level: 'debug', write: (line) => lines.push(line) }),
    counts: ingestMetrics(createMetrics()),
    random: () => 0.5,
    timing: { ...TIMING, refusedMs },
  });
  pollers.push(poller);
  await poller.start();
  return poller;
}

const update = (id: number) => ({ update_id: id, message: { message_id: id, date: 1, chat: { id: 42, type: 'private' }, text: String(id) } });
const storedIds = () => stored.map((job) => job.id);
const offsets = () => botApi.callsOf('getUpdates').map((call) => call.params['offset']);

test('updates are stored in their order and confirmed by the next call', async () => {
  botApi.push(update(5), update(6));
  await startPoller('a');
  await waitFor(() => botApi.unconfirmed().length === 0, { what: 'both to be confirmed' });
  expect(storedIds()).toEqual(['tg-99-5', 'tg-99-6']);
  botApi.push(update(7));
  await waitFor(() => stored.length === 3, { what: 'the third' });
  expect(offsets().slice(0, 2)).toEqual([undefined, '7']);
});

test('nothing is confirmed while the queue does not take it, and all is stored when it does', async () => {
  storeIsAway = true;
  botApi.push(update(5));
  const poller = await startPoller('a');
  await waitFor(() => botApi.callsOf('getUpdates').length >= 3, { what: 'it to try again' });
  expect(offsets().every((offset) => offset === undefined)).toBe(true);
  expect(botApi.unconfirmed()).toEqual([5]);
  expect(poller.check()).toMatchObject({ ok: false });
  storeIsAway = false;
  await waitFor(() => botApi.unconfirmed().length === 0, { what: 'the confirmation' });
  expect(storedIds()).toEqual(['tg-99-5']);
  expect(poller.check()).toMatchObject({ ok: true });
});

test('after a quiet time no old offset is sent, so that smaller ids are not skipped', async () => {
  botApi.push(update(900));
  await startPoller('a');
  await waitFor(() => offsets().length >= 3, { what: 'an empty batch and a call after it', timeoutMs: 5_000 });
  expect(offsets()[2]).toBeUndefined();
  botApi.push(update(3));
  await waitFor(() => stored.length === 2, { what: 'the smaller id' });
});

test('of two pollers one polls, and the other goes on when it stops', async () => {
  const first = await startPoller('a');
  await waitFor(() => botApi.callsOf('getUpdates').length > 0, { what: 'the first call' });
  await startPoller('b');
  botApi.push(update(1));
  await waitFor(() => stored.length === 1, { what: 'the first update' });
  expect(holder).toBe('a');
  await first.stop(deadlineIn(1_000));
  await waitFor(() => holder === 'b', { what: 'the lease to change hands' });
  botApi.push(update(2));
  await waitFor(() => stored.length === 2, { what: 'the second update' });
  expect(lines.some((line) => line.includes('conflict'))).toBe(false);
});

test('who loses the lease stops at once, in the middle of a call', async () => {
  const poller = await startPoller('a');
  await waitFor(() => botApi.callsOf('getUpdates').length === 1, { what: 'a call that waits' });
  holder = 'somebody else';
  await waitFor(() => (poller.check().detail ?? '').includes('another process'), { what: 'it to stop', timeoutMs: 500 });
  const calls = botApi.callsOf('getUpdates').length;
  botApi.push(update(1));
  await waitFor(() => poller.check().ok, { what: 'the state' });
  expect(botApi.callsOf('getUpdates')).toHaveLength(calls);
  expect(stored).toEqual([]);
});

test('a webhook that is set is taken away before the first poll, without losing what waits', async () => {
  botApi.next('getWebhookInfo', apiOk({ url: 'https://old.example/tg/webhook', has_custom_certificate: false, pending_update_count: 1 }));
  botApi.push(update(1));
  await startPoller('a');
  await waitFor(() => stored.length === 1, { what: 'the update' });
  expect(botApi.calls.map((call) => call.method).slice(0, 3)).toEqual(['getWebhookInfo', 'deleteWebhook', 'getUpdates']);
  expect(botApi.callsOf('deleteWebhook')[0]?.params['drop_pending_updates']).toBe('false');
});

test('a conflict with a webhook set meanwhile takes it away again', async () => {
  botApi.next('getUpdates', apiFail(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"));
  botApi.next('getWebhookInfo', apiOk({ url: '', pending_update_count: 0 }), apiOk({ url: 'https://new.example/tg/webhook', pending_update_count: 0 }));
  botApi.push(update(1));
  await startPoller('a');
  await waitFor(() => stored.length === 1, { what: 'the update' });
  expect(botApi.callsOf('deleteWebhook')).toHaveLength(1);
});

test('a refused token stops the polling, with a clear line and reason', async () => {
  botApi.always('getUpdates', () => apiFail(401, 'Unauthorized'));
  const poller = await startPoller('a');
  await waitFor(() => !poller.check().ok, { what: 'the refusal' });
  expect(poller.check().detail).toContain('Unauthorized');
  expect(lines.filter((line) => line.includes('token_refused') && line.includes('BOT_TOKEN'))).toHaveLength(1);
  expect(botApi.callsOf('getUpdates')).toHaveLength(1);
});

test('faults of Telegram are waited out', async () => {
  botApi.push(update(1));
  botApi.next('getUpdates', apiFail(500, 'Internal Server Error'), { type: 'reset' }, { type: 'page', status: 502 });
  await startPoller('a');
  await waitFor(() => stored.length === 1, { what: 'the update' });
});

test('a flood wait is obeyed', async () => {
  botApi.next('getUpdates', apiTooMany(1));
  botApi.push(update(1));
  const begun = performance.now();
  await startPoller('a');
  await waitFor(() => stored.length === 1, { what: 'the update' });
  expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
});

test('Telegram being away at the start is no end: it goes on when it comes', async () => {
  const { port } = botApi;
  await botApi.stop();
  const poller = await startPoller('a');
  await waitFor(() => !poller.check().ok, { what: 'it to notice' });
  botApi = await startBotApi({ port });
  botApi.push(update(1));
  await waitFor(() => stored.length === 1, { what: 'the update' });
});

test('past the limit of the backlog nothing is fetched', async () => {
  gateIsOpen = false;
  botApi.push(update(1));
  const poller = await startPoller('a');
  await waitFor(() => (poller.check().detail ?? '').includes('back pressure'), { what: 'the back pressure' });
  expect(botApi.callsOf('getUpdates')).toEqual([]);
  gateIsOpen = true;
  await waitFor(() => stored.length === 1, { what: 'the update' });
});

test('something unreadable amid a batch is left out, and the rest goes on', async () => {
  botApi.next('getUpdates', apiOk([{ nonsense: true }, update(4)]));
  await startPoller('a');
  await waitFor(() => stored.length === 1, { what: 'the update' });
  await waitFor(() => offsets()[1] === '5', { what: 'its confirmation' });
});

leakCheck();
