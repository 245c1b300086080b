import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { sql } from '../db/sql';
import { effectsOf } from '../effects/effects-of';
import { aCommit, answer, claim, effectStates, NOON, rowOf, secondsAfterNoon, takeTurn, toolRun } from '../fixtures/turns';
import { readKept } from '../kept/read-kept';
import { commitTurn } from './commit-turn';
import { finishDispatch } from './finish-dispatch';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase();
  db = store.open();
});
afterEach(() => store.drop());

async function auditCount(): Promise<number> {
  return (await db.query(sql`select 1 from audit_events`)).length;
}

test('a commit writes everything of the decision', async () => {
  const { claimed, outcome } = await takeTurn(db, 1, {
    result: 'answered',
    firstMessage: 'due',
    session: { state: { step: 1 }, expiresAt: secondsAfterNoon(60) },
    chat: { kind: 'private' },
    effects: [answer('j1', 1, { gated: false }), toolRun('j1', 2)],
    audit: [{ eventType: 'turn', severity: 'info', ownerUserId: '1001', chatId: '1001', fields: { a: 1 } }],
    keep: [{ key: 'k', value: [1], ttlSec: 60 }],
  });
  expect(outcome).toEqual({ outcome: 'committed', state: 'decided', recheck: false, effects: [{ id: 'j1-1', gateOpen: true }, { id: 'j1-2', gateOpen: true }] });
  expect(await rowOf(db, claimed.row.seq)).toMatchObject({ state: 'decided', result: 'answered', firstMessage: 'due' });
  expect((await effectsOf(db, claimed.row.seq)).map((one) => one.id)).toEqual(['j1-1', 'j1-2']);
  expect(await readKept(db, ['k'], NOON)).toEqual({ k: [1] });
  expect(await db.query(sql`select event_type, owner_user_id, correlation_id, fields from audit_events`)).toEqual([
    { event_type: 'turn', owner_user_id: '1001', correlation_id: 'tg-700000001-1', fields: { a: 1 } },
  ]);
  expect(await db.query(sql`select kind, last_seen_at from chats`)).toEqual([{ kind: 'private', last_seen_at: NOON }]);
});

test('a turn without effects is done at once', async () => {
  const { claimed, outcome } = await takeTurn(db, 1, { result: 'ignored' });
  expect(outcome).toMatchObject({ outcome: 'committed', state: 'done' });
  expect((await rowOf(db, claimed.row.seq)).state).toBe('done');
});

test('a turn committed twice is written once', async () => {
  const claimed = await claim(db, 1);
  const turn = aCommit(claimed, { effects: [answer('j1')], audit: [{ eventType: 'turn', severity: 'info', fields: {} }] });
  expect((await commitTurn(db, turn)).outcome).toBe('committed');
  expect(await commitTurn(db, turn)).toEqual({ outcome: 'lost' });
  expect(await auditCount()).toBe(1);
});

test('of workers that commit the same turn at once exactly one wins, and only its decision is stored', async () => {
  for (let updateId = 1; updateId <= 10; updateId += 1) {
    const claimed = await claim(db, updateId);
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((worker) => commitTurn(db, aCommit(claimed, { effects: [answer(`${worker}${updateId}`)], session: { state: { worker }, expiresAt: secondsAfterNoon(60) } }))),
    );
    expect(outcomes.map((one) => one.outcome).sort()).toEqual(['committed', 'lost', 'lost']);
    expect(await effectsOf(db, claimed.row.seq)).toHaveLength(updateId === 1 ? 1 : 0);
  }
  expect(Object.keys(await effectStates(db))).toHaveLength(10);
});

test('a decision made with a session that has moved meanwhile is refused whole', async () => {
  const [one, two] = [await claim(db, 1), await claim(db, 2)];
  const session = { state: {}, expiresAt: secondsAfterNoon(60) };
  expect((await commitTurn(db, aCommit(one, { session }))).outcome).toBe('committed');
  expect(await commitTurn(db, aCommit(two, { session, effects: [answer('j2')] }))).toEqual({ outcome: 'stale' });
  expect(await commitTurn(db, aCommit(two, { effects: [answer('j2')] }))).toEqual({ outcome: 'stale' });
  expect((await rowOf(db, two.row.seq)).state).toBe('claimed');
  expect(await effectStates(db)).toEqual({});
  expect((await commitTurn(db, aCommit(await claim(db, 2), { session, effects: [answer('j2')] }))).outcome).toBe('committed');
});

test('two first sessions of a chat at the same moment: one is stale', async () => {
  const [one, two] = [await claim(db, 1), await claim(db, 2)];
  const session = { state: {}, expiresAt: secondsAfterNoon(60) };
  const outcomes = await Promise.all([commitTurn(db, aCommit(one, { session })), commitTurn(db, aCommit(two, { session }))]);
  expect(outcomes.map((outcome) => outcome.outcome).sort()).toEqual(['committed', 'stale']);
});

test('an internal event that owes the answer marks its request, not itself', async () => {
  const update = await takeTurn(db, 1);
  const heard = await claim(db, 1, { event: 'heard' });
  await commitTurn(db, aCommit(heard, { firstMessage: 'due', effects: [toolRun('j1-heard')] }));
  expect((await rowOf(db, update.claimed.row.seq)).firstMessage).toBe('due');
  expect((await rowOf(db, heard.row.seq)).firstMessage).toBeNull();
});

test('a throttled audit event is written once in its time, also by many at once', async () => {
  const denied = { eventType: 'access_denied', severity: 'warning', fields: {}, throttle: { key: 'denied:1001:message', ttlSec: 60 } } as const;
  const claims = await Promise.all(Array.from({ length: 8 }, (_, index) => claim(db, index, { chatId: String(2000 + index) })));
  const outcomes = await Promise.all(claims.map((one) => commitTurn(db, aCommit(one, { result: 'denied', audit: [denied] }))));
  expect(outcomes.every((one) => one.outcome === 'committed')).toBe(true);
  expect(await auditCount()).toBe(1);
  await takeTurn(db, 100, { audit: [denied], at: secondsAfterNoon(59) });
  expect(await auditCount()).toBe(1);
  await takeTurn(db, 101, { audit: [denied], at: secondsAfterNoon(60) });
  expect(await auditCount()).toBe(2);
});

test('a turn can end kept tool runs of its chat, and what waited for them is asked for again', async () => {
  await takeTurn(db, 1, { firstMessage: 'due', effects: [toolRun('j1')] });
  await takeTurn(db, 2, { firstMessage: 'due', effects: [toolRun('j2')] }, { chatId: '2002' });
  const { outcome } = await takeTurn(db, 3, { effects: [answer('j3')], ended: ['j1-1', 'j2-1'] });
  expect(outcome).toMatchObject({ recheck: true, effects: [{ id: 'j3-1', gateOpen: false }] });
  expect(await effectStates(db)).toEqual({ 'j1-1': 'finished', 'j2-1': 'pending', 'j3-1': 'pending' });
});

test('the dispatch is noted once and never takes a finished effect back', async () => {
  const { claimed } = await takeTurn(db, 1, { effects: [answer('j1'), toolRun('j1', 2)] });
  await db.query(sql`update effects set state = 'finished' where id = 'j1-2'`);
  await finishDispatch(db, { seq: claimed.row.seq, effectIds: ['j1-1', 'j1-2'], at: NOON });
  await finishDispatch(db, { seq: claimed.row.seq, effectIds: ['j1-1', 'j1-2'], at: NOON });
  expect(await effectStates(db)).toEqual({ 'j1-1': 'dispatched', 'j1-2': 'finished' });
  expect((await rowOf(db, claimed.row.seq)).state).toBe('done');
});

test('a commit inside a transaction that fails leaves nothing', async () => {
  const claimed = await claim(db, 1);
  const failing = db.transaction(async (tx) => {
    await commitTurn(tx, aCommit(claimed, { effects: [answer('j1')] }));
    throw new Error('the domain could not apply its change');
  });
  await expect(failing).rejects.toThrow('the domain could not apply its change');
  expect((await rowOf(db, claimed.row.seq)).state).toBe('claimed');
  expect(await effectStates(db)).toEqual({});
});

leakCheck();
