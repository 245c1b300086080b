import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { secondsAfterNoon } from '../fixtures/turns';
import { appendAudit } from './append-audit';
import { auditTypes, searchAudit, type AuditSearch } from './search-audit';

let store: TestDatabase;
let db: Database;
beforeAll(async () => {
  store = await testDatabase();
  db = store.open();
  const write = (second: number, eventType: string, severity: 'info' | 'error', chatId: string, correlationId: string) =>
    appendAudit(db, { correlationId, at: secondsAfterNoon(second), events: [{ eventType, severity, chatId, fields: { second } }] });
  await write(0, 'login', 'info', '7', 'a');
  await write(1, 'job_dead', 'error', '8', 'b');
  await write(2, 'login', 'info', '8', 'b');
  await write(3, 'access_denied', 'info', '7', 'c');
});
afterAll(() => store.drop());

const found = async (search: Omit<AuditSearch, 'limit'>) => (await searchAudit(db, { limit: 10, ...search })).map(({ fields }) => fields['second']);

test.each<[string, Omit<AuditSearch, 'limit'>, number[]]>([
  ['nothing', {}, [3, 2, 1, 0]],
  ['a type', { eventType: 'login' }, [2, 0]],
  ['a severity', { severity: 'error' }, [1]],
  ['a request', { correlationId: 'b' }, [2, 1]],
  ['a chat', { chatId: '7' }, [3, 0]],
  ['a span, from its first moment to before its last', { since: secondsAfterNoon(1), until: secondsAfterNoon(3) }, [2, 1]],
  ['several at once', { chatId: '8', eventType: 'login' }, [2]],
  ['what does not occur', { eventType: "x'; drop table audit_events; --" }, []],
])('searching for %s finds the newest first', async (_what, search, seconds) => {
  expect(await found(search)).toEqual(seconds);
});

test('the next page goes on where the last one ended', async () => {
  const first = await searchAudit(db, { limit: 3 });
  expect(await found({ beforeId: first.at(-1)?.id })).toEqual([0]);
});

test('the types that there are, each once', async () => {
  expect(await auditTypes(db)).toEqual(['access_denied', 'job_dead', 'login']);
});

leakCheck();
