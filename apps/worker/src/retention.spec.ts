import { fixedClock, silentLogger } from '@ownerbot/runtime';
import { sql, type Database } from '@ownerbot/storage';
import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { createRetention } from './retention';

const NOON = new Date('2026-11-20T12:00:00Z');
const settings = { contentDays: 30, factsDays: 180, artifactDays: 7 };

let store: TestDatabase;
let db: Database;
beforeAll(async () => {
  store = await testDatabase();
  db = store.open();
});
afterAll(() => store.drop());

test('each thing goes at the time that its setting says, batch after batch in one run, and is counted', async () => {
  await db.query(sql`
    insert into updates (bot_id, update_id, event, chat_id, kind, correlation_id, payload, state, received_at)
    select 1, i, 'update', 7, 'message', 'tg-1-' || i, '{}', 'done', ${NOON}::timestamptz - i * interval '10 days' from generate_series(1, 20) i`);
  await db.query(sql`
    insert into audit_events (occurred_at, correlation_id, event_type, severity, fields)
    select ${NOON}::timestamptz - i * interval '10 days', 'c', 'job_dead', 'error', '{"code": "C", "message": "m"}' from generate_series(1, 20) i`);
  await db.query(sql`insert into kept_values (key, value, expires_at) select 'k' || i, 'true', ${NOON}::timestamptz + i * interval '1 minute' from generate_series(-2, 2) i`);
  const counted: Record<string, number> = {};
  const retain = createRetention({ db, settings, clock: fixedClock(NOON), observe: { retained: (what, count) => void (counted[what] = count) }, batch: 4 });
  expect(await retain({ log: silentLogger })).toEqual({ type: 'done' });
  expect(counted).toEqual({ expired: 3, 'request-texts': 17, 'audit-texts': 17, requests: 2, audit: 2 });
  const [updates] = await db.query(sql`select count(*)::int as rows, count(payload)::int as payloads from updates`);
  const [audit] = await db.query(sql`select count(*)::int as rows, count(fields ->> 'message')::int as messages, count(fields ->> 'code')::int as codes from audit_events`);
  expect([updates, audit]).toEqual([{ rows: 18, payloads: 3 }, { rows: 18, messages: 3, codes: 18 }]);
});

leakCheck();
