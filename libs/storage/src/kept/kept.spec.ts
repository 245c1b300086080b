import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { appendAudit } from '../audit/append-audit';
import type { Database } from '../db/db';
import { sql } from '../db/sql';
import { NOON, secondsAfterNoon, takeTurn } from '../fixtures/turns';
import { deleteExpired } from './delete-expired';
import { editKept } from './edit-kept';
import { putKept } from './put-kept';
import { readKept } from './read-kept';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase();
  db = store.open();
});
afterEach(() => store.drop());

test('a value is found until it expires, and the last one of a key counts', async () => {
  await putKept(db, [{ key: 'a', value: 1, ttlSec: 10 }, { key: 'a', value: { b: '\0' }, ttlSec: 10 }], NOON);
  expect(await readKept(db, ['a', 'b'], secondsAfterNoon(9))).toEqual({ a: { b: '\ufffd' } });
  expect(await readKept(db, ['a'], secondsAfterNoon(10))).toEqual({});
  await putKept(db, [], NOON);
});

test('writers of the same keys in another order do not lock each other out', async () => {
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
  const write = (all: string[]): Promise<void> => putKept(db, all.map((key) => ({ key, value: 1, ttlSec: 10 })), NOON);
  await Promise.all(Array.from({ length: 20 }, (_, index) => write(index % 2 === 0 ? keys : [...keys].reverse())));
  expect(await db.query(sql`select 1 from kept_values`)).toHaveLength(20);
});

test('several edits of one value at a time are all counted, from nothing on and after it has expired', async () => {
  const countUp = (at: Date): Promise<number> => editKept(db, { key: 'count', ttlSec: 10, at }, (value) => ({ value: { n: numberOf(value) + 1 }, result: numberOf(value) + 1 }));
  const numberOf = (value: unknown): number => (typeof value === 'object' && value !== null && 'n' in value ? Number(value.n) : 0);
  const counted = await Promise.all(Array.from({ length: 8 }, () => countUp(NOON)));
  expect(counted.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await editKept(db, { key: 'count', ttlSec: 99, at: NOON }, (value) => ({ result: value }))).toEqual({ n: 8 });
  expect(await countUp(secondsAfterNoon(10))).toBe(1);
  expect(await readKept(db, ['count', 'unknown'], secondsAfterNoon(19))).toEqual({ count: { n: 1 } });
});

test('what has expired is removed in portions, sessions too', async () => {
  await putKept(db, [{ key: 'a', value: 1, ttlSec: 1 }, { key: 'b', value: 1, ttlSec: 2 }, { key: 'c', value: 1, ttlSec: 99 }], NOON);
  await takeTurn(db, 1, { session: { state: {}, expiresAt: secondsAfterNoon(1) } });
  expect(await deleteExpired(db, secondsAfterNoon(10), 1)).toBe(2);
  expect(await deleteExpired(db, secondsAfterNoon(10), 1)).toBe(1);
  expect(await deleteExpired(db, secondsAfterNoon(10), 1)).toBe(0);
  expect(await db.query(sql`select key from kept_values`)).toEqual([{ key: 'c' }]);
});

test('audit events that belong to no other write tell how many passed their throttles', async () => {
  const event = { eventType: 'overload', severity: 'error', fields: { depth: 1 }, throttle: { key: 'overload', ttlSec: 60 } } as const;
  expect(await appendAudit(db, { correlationId: 'c', at: NOON, events: [event, { ...event, throttle: undefined }] })).toBe(2);
  expect(await appendAudit(db, { correlationId: 'c', at: NOON, events: [event] })).toBe(0);
  expect(await appendAudit(db, { correlationId: 'c', at: NOON, events: [] })).toBe(0);
});

leakCheck();
