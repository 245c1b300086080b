import { letterOf } from '@ownerbot/operations';
import { buryDead } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import type { DeadLetter, DeadLetterGroup, Operation, PageView } from '../contract';
import { consoleInTest, type ConsoleInTest, type Visitor } from '../test-support/console-in-test';

jest.setTimeout(60_000);

let world: ConsoleInTest;
let anna: Visitor;
beforeEach(async () => {
  world = await consoleInTest();
  anna = await world.loggedIn('anna');
});
afterEach(() => world.close());

const NASTY = `<img src=x onerror=alert(1)> '; drop table dead_letters; --`;

/** An update of the chat 7 that died. */
async function bury(updateId: number, code = 'DECISION_FAILED', message = 'deciding failed'): Promise<string> {
  const id = `tg-1-${updateId}`;
  const diedAt = new Date(Date.UTC(2026, 2, 2, 12, 0, updateId));
  const payload = { botId: '1', updateId: String(updateId), chatId: '7', userId: '7', receivedAt: diedAt.toISOString(), update: { update_id: updateId, message: { text: NASTY } } };
  const letter = letterOf({ queue: 'inbox-0', kind: 'inbox.update', id, correlationId: id, payload, attempts: 1, addedAt: diedAt, diedAt, history: [{ at: diedAt.toISOString(), code, message, stack: [] }] });
  await buryDead(world.db, { letter, at: diedAt });
  const { items } = (await anna.get('/api/dead-letters?limit=1')).json<PageView<DeadLetter>>();
  return items[0]?.id ?? '';
}

const codeOf = async (answer: ReturnType<Visitor['get']>) => {
  const { statusCode, body } = await answer;
  return [statusCode, (JSON.parse(body) as { error: { code: string } }).error.code];
};

test('letters are listed page by page, grouped, found by their text, and shown with everything', async () => {
  for (const updateId of [1, 2, 3]) await bury(updateId);
  const id = await bury(4, 'STORE_TIMEOUT', NASTY);
  const first = (await anna.get('/api/dead-letters?limit=3')).json<PageView<DeadLetter>>();
  const second = (await anna.get(`/api/dead-letters?limit=3&cursor=${encodeURIComponent(first.next ?? '')}`)).json<PageView<DeadLetter>>();
  expect({ total: first.total, shown: [...first.items, ...second.items].map(({ correlationId }) => correlationId), next: second.next }).toEqual({ total: 4, shown: ['tg-1-4', 'tg-1-3', 'tg-1-2', 'tg-1-1'], next: null });
  const groups = (await anna.get('/api/dead-letters/groups')).json<PageView<DeadLetterGroup>>();
  expect(groups.items.map(({ code, count }) => [code, count])).toEqual([['DECISION_FAILED', 3], ['STORE_TIMEOUT', 1]]);
  expect((await anna.get(`/api/dead-letters?text=${encodeURIComponent("'; drop table")}&code=STORE_TIMEOUT`)).json()).toMatchObject({ total: 1 });
  expect((await anna.get(`/api/dead-letters/${id}`)).json()).toMatchObject({ message: NASTY, payload: { update: { message: { text: NASTY } } }, history: [{ code: 'STORE_TIMEOUT' }] });
});

test('a viewer may look at what a replay would do', async () => {
  await bury(1);
  const boris = await world.loggedIn('boris');
  expect((await boris.send('POST', '/api/dead-letters/plan', { filter: {} })).json()).toMatchObject({ matched: 1, willReplay: 1, updates: 1 });
});

test('a replay is stored, is told of, can be paused and cancelled, and its letters cannot be replayed twice', async () => {
  const id = await bury(1);
  const started = await anna.send('POST', '/api/dead-letters/replay', { ids: [id], ratePerSec: 5, canary: { first: 1, maxDead: 0 } });
  const operation = started.json<Operation>();
  expect([started.statusCode, operation]).toEqual([201, expect.objectContaining({ type: 'replay', state: 'running', requestedBy: 'anna', progress: expect.objectContaining({ total: 1, waiting: 1 }) as object })]);
  expect(await codeOf(anna.send('POST', '/api/dead-letters/replay', { ids: [id] }))).toEqual([409, 'LETTER_BUSY']);
  expect(await codeOf(anna.send('POST', '/api/dead-letters/discard', { ids: [id], reason: 'x' }))).toEqual([409, 'LETTER_BUSY']);
  expect((await anna.send('POST', `/api/operations/${operation.id}/pause`)).json()).toMatchObject({ state: 'paused' });
  expect(await codeOf(anna.send('POST', `/api/operations/${operation.id}/pause`))).toEqual([409, 'OPERATION_STATE']);
  expect((await anna.send('POST', `/api/operations/${operation.id}/cancel`)).json()).toMatchObject({ state: 'cancelled' });
  expect((await anna.get(`/api/operations/${operation.id}/items`)).json()).toMatchObject({ items: [{ letterId: id, state: 'cancelled' }] });
  expect((await anna.get(`/api/dead-letters/${id}`)).json()).toMatchObject({ state: 'open' });
});

test('an edit that breaks the schema names the field and starts nothing', async () => {
  const id = await bury(1);
  const refused = await anna.send('POST', `/api/dead-letters/${id}/edit-and-replay`, { payload: { botId: '1' } });
  expect([refused.statusCode, refused.json()]).toEqual([422, { error: expect.objectContaining({ code: 'PAYLOAD_INVALID', fields: expect.objectContaining({ path: expect.any(String) }) as object }) as object }]);
  expect((await anna.get('/api/operations')).json()).toMatchObject({ total: 0 });
  expect((await anna.get(`/api/dead-letters/${id}`)).json()).toMatchObject({ state: 'open' });
});

test('several letters are discarded with a reason, all or none', async () => {
  const ids = [await bury(1), await bury(2)];
  expect(await codeOf(anna.send('POST', '/api/dead-letters/discard', { ids: [...ids, '999'], reason: 'mended' }))).toEqual([404, 'LETTER_UNKNOWN']);
  expect((await anna.get('/api/dead-letters')).json()).toMatchObject({ total: 2 });
  expect((await anna.send('POST', '/api/dead-letters/discard', { ids, reason: 'mended' })).json()).toEqual({ discarded: 2 });
  expect((await anna.get('/api/dead-letters')).json()).toMatchObject({ total: 0 });
  expect((await anna.get(`/api/dead-letters/${ids[0]}`)).json()).toMatchObject({ state: 'discarded', closedBy: 'anna', reason: 'mended' });
});

test('whatever was done stands in the audit, with who did it', async () => {
  const ids = [await bury(1), await bury(2)];
  await anna.send('POST', '/api/dead-letters/replay', { ids: [ids[0]] });
  await anna.send('POST', '/api/dead-letters/drain', { ids: [ids[1]], reason: 'mended' });
  const deeds = (await world.audited()).filter((line) => line.startsWith('operator_action'));
  expect(deeds).toEqual(['operator_action login anna', 'operator_action dead-letters.replay anna', 'operator_action dead-letters.drain anna']);
});

leakCheck();
