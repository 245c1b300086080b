import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { aCommit, anUpdate, answer, claim, NOON, rowOf, secondsAfterNoon, takeTurn, toolRun } from '../fixtures/turns';
import { putKept } from '../kept/put-kept';
import { writeSettings } from '../settings/write-settings';
import { claimUpdate } from './claim-update';
import { commitTurn } from './commit-turn';
import { holdUpdate } from './hold-update';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase();
  db = store.open();
});
afterEach(() => store.drop());

test('an update is in the ledger once, however often it is delivered', async () => {
  const first = await claim(db, 1);
  const second = await claim(db, 1);
  expect(first.row).toMatchObject({ state: 'claimed', fresh: true, payload: { update_id: 1 } });
  expect(second.row).toMatchObject({ seq: first.row.seq, state: 'claimed', fresh: false, payload: { update_id: 1 } });
  expect((await rowOf(db, first.row.seq)).claims).toBe(2);
});

test('deliveries at the same moment agree on one row, and one of them is the first', async () => {
  const claims = await Promise.all(Array.from({ length: 8 }, () => claim(db, 1)));
  expect(new Set(claims.map((one) => one.row.seq)).size).toBe(1);
  expect(claims.filter((one) => one.row.fresh)).toHaveLength(1);
});

test('a redelivery after the decision sees what was decided', async () => {
  const { claimed } = await takeTurn(db, 1, { result: 'ignored' });
  expect((await claim(db, 1)).row).toMatchObject({ seq: claimed.row.seq, state: 'done', result: 'ignored', fresh: false });
});

test('an internal event has a row of its own and belongs to the request of its update', async () => {
  const update = await claim(db, 1);
  const heard = await claim(db, 1, { event: 'heard' });
  expect(heard.row.seq).not.toBe(update.row.seq);
  expect(heard.requestSeq).toBe(update.row.seq);
});

test('earlier unfinished updates of the chat are seen, those of other chats and later ones are not', async () => {
  await claim(db, 1);
  await claim(db, 2, { chatId: '2002' });
  const held = await claim(db, 3);
  await holdUpdate(db, { seq: held.row.seq, at: NOON, effects: [] });
  await takeTurn(db, 4, { effects: [answer('j4')] });
  await takeTurn(db, 5);
  expect(await claim(db, 6)).toMatchObject({ earlier: { open: 2, held: 1 }, heldCount: 1 });
  expect(await claim(db, 1)).toMatchObject({ earlier: { open: 0, held: 0 }, heldCount: 1 });
});

test('the flood count takes the minute before the update was received, whenever it is handled, and leaves flooded ones out', async () => {
  await takeTurn(db, 1, {}, { receivedAt: secondsAfterNoon(0) });
  await takeTurn(db, 2, {}, { receivedAt: secondsAfterNoon(30) });
  await takeTurn(db, 3, { result: 'flooded' }, { receivedAt: secondsAfterNoon(40) });
  await takeTurn(db, 4, {}, { receivedAt: secondsAfterNoon(50), chatId: '2002' });
  expect((await claim(db, 5, { receivedAt: secondsAfterNoon(59) })).acted).toBe(2);
  expect((await claim(db, 6, { receivedAt: secondsAfterNoon(60) })).acted).toBe(2);
  expect((await claim(db, 7, { receivedAt: secondsAfterNoon(60), floodLimit: 1 })).acted).toBe(2);
  expect((await claim(db, 8, { receivedAt: secondsAfterNoon(125), at: secondsAfterNoon(900) })).acted).toBe(0);
});

test('session, settings, kept values and the named effect come with the claim', async () => {
  await writeSettings(db, { of: 'tenant', patch: { currency: 'USD' }, at: NOON, correlationId: 'c', by: 'test' });
  await writeSettings(db, { of: 'owner', userId: '1001', patch: { timezone: 'Asia/Tokyo' }, at: NOON, correlationId: 'c', by: 'test' });
  await putKept(db, [{ key: 'here', value: { page: 2 }, ttlSec: 60 }, { key: 'gone', value: 1, ttlSec: -1 }], NOON);
  await takeTurn(db, 1, { session: { state: { step: 1 }, expiresAt: secondsAfterNoon(10) }, effects: [toolRun('j1')] });

  const found = await claim(db, 2, { factKeys: ['here', 'gone', 'never'], namedEffectId: 'j1-1' });
  expect(found).toMatchObject({
    session: { step: 1 },
    sessionVersion: 1,
    tenant: { settingsVersion: 1, currency: 'USD', project: 'ownerbot', shopId: 1, timezone: 'Europe/Berlin', locale: 'ru', orderPrefix: 'OB-' },
    owner: { settingsVersion: 1, timezone: 'Asia/Tokyo', locale: null },
    kept: { here: { page: 2 } },
    named: { id: 'j1-1', kind: 'tool.run', chatId: '1001', payload: { tool: 'kpi_snapshot' }, isFinished: false },
  });
  expect(Object.keys(found.kept)).toEqual(['here']);
  expect(await claim(db, 3, { at: secondsAfterNoon(10) })).toMatchObject({ session: null, sessionVersion: 1, named: null });
});

test('text that Postgres cannot hold is stored with replacement characters', async () => {
  const bad = 'a\u0000b\ud800c \\u0000 😀';
  const { row } = await claimUpdate(db, anUpdate(1, { payload: { text: bad, ['k\u0000']: [bad] } }));
  expect(row.fresh).toBe(true);
  const again = await claim(db, 1);
  expect(again.row.payload).toEqual({ text: 'a\ufffdb\ufffdc \\u0000 😀', 'k\ufffd': ['a\ufffdb\ufffdc \\u0000 😀'] });
});

test('a chat of another bot is another chat', async () => {
  await claim(db, 1);
  const other = await claim(db, 1, { botId: '700000002' });
  expect(other).toMatchObject({ row: { fresh: true }, earlier: { open: 0 }, acted: 0 });
  expect((await commitTurn(db, aCommit(other))).outcome).toBe('committed');
});

leakCheck();
