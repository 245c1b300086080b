import { operatorEntry, readOperator } from '@ownerbot/operations';
import { fixedClock } from '@ownerbot/runtime';
import { sql, type Database } from '@ownerbot/storage';
import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { createSessions } from './sessions';

let store: TestDatabase;
let db: Database;
beforeAll(async () => {
  store = await testDatabase();
  db = store.open();
});
afterAll(() => store.drop());

const clock = fixedClock('2026-03-02T12:00:00Z');
const sessionsOf = (...entries: string[]) => createSessions({ db, operators: entries.map(readOperator), clock });

test('a session is found by every console, also after a restart', async () => {
  const anna = operatorEntry('anna', 'operator', 'token-1');
  const opened = await sessionsOf(anna).open('token-1');
  expect(await sessionsOf(anna).find(opened?.id ?? '')).toMatchObject({ operator: { name: 'anna', role: 'operator' } });
});

test.each([
  ['the operator was removed', operatorEntry('boris', 'viewer', 'token-2')],
  ['the token was replaced', operatorEntry('anna', 'operator', 'token-3')],
])('a session ends when %s', async (_what, entry) => {
  const opened = await sessionsOf(operatorEntry('anna', 'operator', 'token-1')).open('token-1');
  expect(await sessionsOf(entry).find(opened?.id ?? '')).toBeNull();
});

test('another role of the same token holds at once', async () => {
  const opened = await sessionsOf(operatorEntry('anna', 'operator', 'token-1')).open('token-1');
  expect(await sessionsOf(operatorEntry('anna', 'viewer', 'token-1')).find(opened?.id ?? '')).toMatchObject({ operator: { role: 'viewer' } });
});

test('what is stored opens no door', async () => {
  const sessions = sessionsOf(operatorEntry('anna', 'operator', 'token-1'));
  const opened = await sessions.open('token-1');
  const rows = await db.query<{ key: string; value: object }>(sql`select key, value from kept_values`);
  expect(JSON.stringify(rows)).not.toContain(opened?.id);
  expect(JSON.stringify(rows)).not.toContain(opened?.operator.hash);
  for (const { key } of rows) expect(await sessions.find(key.split(':').at(-1) ?? '')).toBeNull();
});

leakCheck();
