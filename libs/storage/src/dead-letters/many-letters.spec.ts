import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database, Db } from '../db/db';
import { sql, type Sql } from '../db/sql';
import { NOON } from '../fixtures/turns';
import { readTrace } from '../ledger/read-trace';
import { lookAtItems, replayItems } from '../replays/replay-items';
import { plannedCauses } from '../replays/plan-replay';
import { startReplay } from '../replays/start-replay';
import { unfinishedReplays } from '../replays/take-replay';
import { countOpenLetters, groupLetters } from './group-letters';
import { countLetters, listLetters, readLetter } from './list-letters';

let store: TestDatabase;
let db: Database;

/** 10,000 open letters of 40 causes, among 90,000 that are closed; one operation has 5,000 of them in hand. */
beforeAll(async () => {
  store = await testDatabase();
  db = store.open();
  await db.query(sql`
    insert into dead_letters (base_job_id, job_id, kind, queue, state, code, message, fingerprint, correlation_id, bot_id, chat_id, update_id, payload, history, added_at, first_died_at, died_at, closed_at)
    select 'j' || i, 'j' || i, 'tool.run', 'tools', case when i % 10 = 0 then 'open' else 'discarded' end, 'CODE_' || (i / 10) % 20, 'message ' || (i / 10) % 40, lpad(to_hex((i / 10) % 40), 16, '0'),
      'c' || i, 1, i % 500, i, '{"effectId": "x"}', '[{"n": 1}]', ${NOON}::timestamptz, ${NOON}::timestamptz, ${NOON}::timestamptz + i * interval '1 second', case when i % 10 = 0 then null else ${NOON}::timestamptz end
    from generate_series(1, 100000) i`);
  await db.query(sql`
    insert into replays (type, selection, rate_per_sec, requested_by, total, created_at, stepped_at, finished_at)
    select 'replay', '{}', 10, 'a', 1, ${NOON}::timestamptz, ${NOON}::timestamptz, case when i > 1 then ${NOON}::timestamptz end from generate_series(1, 500) i`);
  await db.query(sql`
    insert into replay_items (replay_id, n, letter_id, state)
    select 1, row_number() over (order by id), id, 'waiting' from dead_letters where state = 'open' order by id limit 5000`);
  await db.query(sql`insert into replay_items (replay_id, n, letter_id, state) select 2, row_number() over (order by id), id, 'done' from dead_letters where state = 'discarded' order by id limit 20000`);
  await db.query(sql`analyze`);
});
afterAll(() => store.drop());

const open = { state: 'open' } as const;
const rules = { force: false, mostReplays: 3, returning: [] };
const queries: Record<string, (on: Db) => Promise<unknown>> = {
  'the first page of all that is open': (on) => listLetters(on, { where: open, limit: 50 }),
  'a later page': (on) => listLetters(on, { where: open, limit: 50, after: { diedAt: new Date(NOON.getTime() + 50_000_000), id: '50000' } }),
  'a page of one cause': (on) => listLetters(on, { where: { ...open, fingerprint: '0000000000000007' }, limit: 50 }),
  'a page of one code': (on) => listLetters(on, { where: { ...open, code: 'CODE_7' }, limit: 50 }),
  'a page of one chat': (on) => listLetters(on, { where: { ...open, chatId: '70' }, limit: 50 }),
  'a page with a text': (on) => listLetters(on, { where: { ...open, text: 'ESSAGE 7' }, limit: 50 }),
  'how many have a text': (on) => countLetters(on, { ...open, text: 'message 7' }),
  'a page of some ids': (on) => listLetters(on, { where: { ids: ['10', '20'] }, limit: 50 }),
  'how many are open': (on) => countLetters(on, open),
  'the causes of all that is open': (on) => groupLetters(on, { where: open, limit: 50, offset: 0 }),
  'one letter': (on) => readLetter(on, '10'),
  'the steps of a request': (on) => readTrace(on, 'tg-1-100'),
  'the gauge of codes': (on) => countOpenLetters(on),
  'the plan of one cause': (on) => plannedCauses(on, { ...open, fingerprint: '0000000000000007' }, rules),
  'the operations that go on': (on) => unfinishedReplays(on, NOON),
  'the next items of an operation': (on) => replayItems(on, { id: '1', state: 'waiting', limit: 100 }),
  'the items of an operation that are under way': (on) => lookAtItems(on, { id: '1', limit: 100, at: NOON }),
};

test.each(Object.keys(queries))('among 100,000 letters %s is found by indexes, never by reading them all', async (name) => {
  const plan = await planOf(queries[name]);
  expect(scanned(plan)).toEqual([]);
});

test('a text is looked for among the newest letters that match all else, whatever its case, and its signs mean themselves', async () => {
  expect(await countLetters(db, { ...open, text: 'MESSAGE 7' })).toBe(250);
  expect((await listLetters(db, { where: { ...open, code: 'CODE_7', text: 'message 27' }, limit: 3 })).map(({ message }) => message)).toEqual(['message 27', 'message 27', 'message 27']);
  // Of 90,000 that are closed the oldest are not looked at.
  expect(await countLetters(db, { state: 'discarded', text: 'c1' })).toBeLessThan(20_001);
  expect(await countLetters(db, { state: 'discarded', text: 'tg-%' })).toBe(0);
});

test('pages go through all that is open, each letter once', async () => {
  const seen: string[] = [];
  let after: { diedAt: Date; id: string } | null = null;
  for (;;) {
    const page: { id: string; diedAt: Date }[] = await listLetters(db, { where: open, limit: 500, after });
    seen.push(...page.map(({ id }) => id));
    after = page.at(-1) ?? null;
    if (page.length < 500) break;
  }
  expect(seen).toHaveLength(10_000);
  expect(new Set(seen).size).toBe(10_000);
});

test('an operation takes what is free: not what another has in hand, and nothing that is closed', async () => {
  const { total } = await db.transaction((tx) =>
    startReplay(tx, { type: 'replay', selection: {}, ratePerSec: 10, canary: null, force: false, reason: null, by: 'b', at: NOON }, {}, rules),
  );
  expect(total).toBe(5_000);
});

async function planOf(query: ((on: Db) => Promise<unknown>) | undefined): Promise<unknown> {
  let sent: Sql | undefined;
  const recorder: Db = {
    query: (statement) => {
      sent = statement;
      return Promise.reject(new Error('recorded'));
    },
    transaction: (work) => work(recorder),
  };
  await query?.(recorder).catch(() => undefined);
  if (sent === undefined) throw new Error('the query sent nothing');
  const [row] = await db.query<{ 'QUERY PLAN': unknown }>({ ...sql``, text: `explain (format json) ${sent.text}`, values: sent.values });
  return row?.['QUERY PLAN'];
}

/** The tables that a plan reads from end to end. */
function scanned(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(scanned);
  if (typeof plan !== 'object' || plan === null) return [];
  const node = plan as Record<string, unknown>;
  const own = node['Node Type'] === 'Seq Scan' && ['dead_letters', 'replay_items'].includes(String(node['Relation Name'])) ? [String(node['Relation Name'])] : [];
  return [...own, ...Object.values(node).flatMap(scanned)];
}

leakCheck();
