import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { sql } from '../db/sql';
import { answer, BOT, NOON, takeTurn } from '../fixtures/turns';
import { dropArtifacts } from './drop-artifacts';
import { dropAudit } from './drop-audit';
import { dropLetters } from './drop-letters';
import { dropLoneMessages } from './drop-lone-messages';
import { dropOperations } from './drop-operations';
import { dropPlans } from './drop-plans';
import { dropProposals } from './drop-proposals';
import { dropRequests } from './drop-requests';
import { emptyRequests } from './empty-requests';
import { stripAudit } from './strip-audit';

let store: TestDatabase;
let db: Database;
beforeAll(async () => {
  store = await testDatabase();
  db = store.open();
});
beforeEach(() => db.query(sql`truncate updates, effects, messages, dead_letters, replays, replay_items, audit_events, kept_values, artifacts, artifact_blobs, action_proposals, commit_attempts, plans, sessions, chats`));
afterAll(() => store.drop());

const day = (n: number): Date => new Date(NOON.getTime() + n * 86_400_000);
const LINE = { before: day(0), limit: 100 };
const correlation = (updateId: number): string => `tg-${BOT}-${updateId}`;

/** A request that was answered so many days after the line. */
async function request(updateId: number, days: number, { sent = true } = {}): Promise<void> {
  const at = day(days);
  const id = correlation(updateId);
  await takeTurn(db, updateId, { at, effects: [answer(id)] }, { receivedAt: at, at, chatId: String(updateId) });
  await db.query(sql`update updates set state = 'done', received_at = ${at} where update_id = ${updateId}`);
  await db.query(sql`insert into messages (effect_id, part, bot_id, chat_id, kind, state, text, sending_at) values (${`${id}-1`}, 0, ${BOT}, ${updateId}, 'send', ${sent ? 'sent' : 'sending'}, 'an answer', ${at})`);
  if (sent) await db.query(sql`update effects set state = 'finished' where id = ${`${id}-1`}`);
}

async function letter(updateId: number, state: string, days: number): Promise<void> {
  const at = day(days);
  const closedAt = state === 'replayed' || state === 'discarded' ? at : null;
  await db.query(sql`insert into dead_letters (base_job_id, job_id, kind, queue, state, code, message, fingerprint, correlation_id, payload, history, added_at, first_died_at, died_at, closed_at)
    values (${correlation(updateId)}, 'j', 'inbox.update', 'inbox-0', ${state}, 'C', 'm', 'f', ${correlation(updateId)}, '{"a": 1}', '[]', ${at}, ${at}, ${at}, ${closedAt})`);
}

async function proposal(updateId: number, states: readonly string[], days: number): Promise<void> {
  const at = day(days);
  await db.query(sql`insert into action_proposals (proposal_id, decision_key, bot_id, correlation_id, owner_user_id, chat_id, asked, tool, tool_version, source, mode, shop_id, payload_commit, payload_hash, preview,
      target_total, target_ids, target_set_hash, snapshot, preview_fingerprint, conflict_groups, force_required, force_reasons, created_at, expires_at, payload_hmac, hmac_key_id, request_seq, base_n)
    values (gen_random_uuid(), ${`k${updateId}`}, ${BOT}, ${correlation(updateId)}, 7, 7, '{}', 'bump', '1.0', 'text', 'DEMO', 1, '{}', 'h', '{}', 1, '[]', 'h', '{}', 'h', '{prices}', false, '{}', ${at}, ${at}, 'h', 'k', 1, 0)`);
  for (const state of states) await db.query(sql`update action_proposals set state = ${state}, state_version = state_version + 1, confirmed_at = ${at}, not_after = ${at}, forced = false where decision_key = ${`k${updateId}`}`);
}

const left = async (table: string): Promise<number> => (await db.query<{ n: number }>({ ...sql``, text: `select count(*)::int as n from ${table}`, values: [] }))[0]?.n ?? -1;
/** Of each request: whether its payload, that of its effect, and the text of its message are there. */
async function contents(): Promise<Record<string, string>> {
  const rows = await db.query<{ id: string; what: string }>(sql`
    select u.update_id::text as id, concat_ws(' ', case when u.payload is not null then 'payload' end, case when e.payload is not null then 'effect' end, m.text) as what
    from updates u join effects e on e.correlation_id = u.correlation_id join messages m on m.effect_id = e.id order by 1`);
  return Object.fromEntries(rows.map(({ id, what }) => [id, what]));
}

const WHOLE = 'payload effect an answer';

test('what was written and answered goes after its time, the rows stay, and what is younger is left', async () => {
  await request(1, -1);
  await request(2, 1);
  expect(await emptyRequests(db, LINE)).toBe(1);
  expect(await contents()).toEqual({ 1: '', 2: WHOLE });
  expect(await emptyRequests(db, LINE)).toBe(0);
});

test('nothing is taken of a request that is not over: unsent, undecided, dead without an operator, in work', async () => {
  await request(1, -1, { sent: false });
  await request(2, -1);
  await proposal(2, [], -1);
  await request(3, -1);
  await letter(3, 'open', -1);
  await request(4, -1);
  await letter(4, 'replaying', -1);
  await request(5, -1);
  await db.query(sql`update updates set state = 'decided' where update_id = 5`);
  await request(6, -1);
  await proposal(6, ['confirmed', 'executing', 'unknown'], -1);
  expect(await emptyRequests(db, LINE)).toBe(0);
  expect(await dropRequests(db, LINE)).toBe(0);
  expect(Object.values(await contents())).toEqual([WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE]);
  await db.query(sql`update dead_letters set state = 'discarded'`);
  expect(await emptyRequests(db, LINE)).toBe(2);
});

test('the rows of a request go after the time of facts, all of them and no others', async () => {
  await request(1, -1);
  await request(2, 1);
  expect(await dropRequests(db, LINE)).toBe(1);
  expect(Object.keys(await contents())).toEqual(['2']);
  expect([await left('updates'), await left('effects'), await left('messages')]).toEqual([1, 1, 1]);
  await db.query(sql`insert into messages (effect_id, part, bot_id, chat_id, kind, state, sending_at) select 'overload-' || n, 0, 1, 7, 'send', 'sent', ${NOON}::timestamptz + n * interval '1 day' from unnest(array[-1, 1]) n`);
  expect(await dropLoneMessages(db, LINE)).toBe(1);
  expect(await left('messages')).toBe(2);
});

test('batches are small, one after the other takes the oldest first, and a row that somebody holds is left for the next time', async () => {
  for (const id of [1, 2, 3]) await request(id, -10 + id);
  expect(await emptyRequests(db, { ...LINE, limit: 1 })).toBe(1);
  expect(await contents()).toMatchObject({ 1: '', 2: WHOLE, 3: WHOLE });
  await db.transaction(async (tx) => {
    await tx.query(sql`select 1 from updates where update_id = 2 for update`);
    expect(await emptyRequests(db, LINE)).toBe(1);
  });
  expect(await contents()).toEqual({ 1: '', 2: WHOLE, 3: '' });
  expect(await emptyRequests(db, LINE)).toBe(1);
});

test('audit events lose their texts, keep their facts, are passed once, and go after their time', async () => {
  const at = [-2, -1, -1, 1].map(day);
  const event = (n: number, type: string, fields: object) => db.query(sql`insert into audit_events (occurred_at, correlation_id, event_type, severity, fields) values (${at[n]}, 'c', ${type}, 'info', ${JSON.stringify(fields)}::jsonb)`);
  await event(0, 'job_dead', { code: 'C', message: 'words' });
  await event(1, 'operator_action', { actor: 'a', reason: 'because', difference: [1] });
  await event(2, 'request_refused', { reason: 'code' });
  await event(3, 'job_dead', { code: 'C', message: 'words' });
  expect([await stripAudit(db, { ...LINE, limit: 2 }), await stripAudit(db, { ...LINE, limit: 2 }), await stripAudit(db, LINE)]).toEqual([2, 1, 0]);
  const fields = async () => (await db.query<{ fields: object }>(sql`select fields from audit_events order by id`)).map((row) => row.fields);
  expect(await fields()).toEqual([{ code: 'C' }, { actor: 'a' }, { reason: 'code' }, { code: 'C', message: 'words' }]);
  expect(await stripAudit(db, { before: day(2), limit: 10 })).toBe(1);
  expect(await dropAudit(db, { ...LINE, limit: 2 })).toBe(2);
  expect(await dropAudit(db, LINE)).toBe(1);
  expect(await fields()).toEqual([{ code: 'C' }]);
});

test('settled letters and ended operations go; open ones stay with their payload, however old', async () => {
  for (const [id, state, days] of [[1, 'replayed', -1], [2, 'discarded', -1], [3, 'discarded', 1], [4, 'open', -100], [5, 'replaying', -100]] as const) await letter(id, state, days);
  expect(await dropLetters(db, LINE)).toBe(2);
  expect(await db.query(sql`select state, payload from dead_letters order by base_job_id`)).toEqual(['discarded', 'open', 'replaying'].map((state) => ({ state, payload: { a: 1 } })));
  for (const [id, finishedAt] of [[1, day(-1)], [2, day(1)], [3, null]] as const) {
    await db.query(sql`insert into replays (id, type, selection, rate_per_sec, requested_by, total, created_at, stepped_at, finished_at) values (${id}, 'drain', '{}', 1, 'a', 3, ${day(-9)}, ${day(-9)}, ${finishedAt})`);
    await db.query(sql`insert into replay_items (replay_id, n, letter_id, state) select ${id}::bigint, n, n, 'done' from generate_series(1, 3) n`);
  }
  // Two items, the last one and the operation itself.
  expect([await dropOperations(db, { ...LINE, limit: 2 }), await dropOperations(db, { ...LINE, limit: 2 }), await dropOperations(db, LINE)]).toEqual([2, 2, 0]);
  expect([await left('replays'), await left('replay_items')]).toEqual([2, 6]);
});

test('proposals that have their end go with their attempts; one that is undecided, in work or unknown stays', async () => {
  await proposal(1, ['cancelled'], -1);
  await proposal(2, ['confirmed', 'executing', 'committed'], -1);
  await proposal(3, ['confirmed', 'executing', 'committed'], 1);
  await proposal(4, [], -100);
  await proposal(5, ['confirmed', 'executing', 'unknown'], -100);
  await proposal(6, ['confirmed', 'executing', 'failed'], -1);
  await letter(6, 'open', -1);
  await db.query(sql`insert into commit_attempts (proposal_id, n, started_at) select proposal_id, 1, ${NOON} from action_proposals`);
  expect(await dropProposals(db, LINE)).toBe(2);
  expect((await db.query<{ key: string }>(sql`select decision_key as key from action_proposals order by 1`)).map(({ key }) => key)).toEqual(['k3', 'k4', 'k5', 'k6']);
  expect(await left('commit_attempts')).toBe(4);
});

test('plans that have their end go; one that waits for its press or its messages stays', async () => {
  const plan = async (n: number, states: readonly string[], days: number) => {
    const [row] = await db.query<{ id: string }>(sql`
      insert into plans (plan_id, bot_id, chat_id, owner_user_id, correlation_id, source, steps, created_at, expires_at)
      values (gen_random_uuid(), ${BOT}, ${n}, 7, ${correlation(n)}, 'text', '[]', ${day(days)}, ${day(days)}) returning plan_id as id`);
    for (const state of states) await db.query(sql`update plans set state = ${state}, state_version = state_version + 1 where plan_id = ${row?.id}::uuid`);
  };
  await plan(1, ['previewed', 'done'], -1);
  await plan(2, ['previewed', 'confirmed', 'partial'], -1);
  await plan(3, ['cancelled'], 1);
  await plan(4, ['previewed'], -100);
  await plan(5, ['previewed', 'confirmed'], -100);
  expect(await dropPlans(db, LINE)).toBe(2);
  expect((await db.query<{ chat: string }>(sql`select chat_id::text as chat from plans order by chat_id`)).map(({ chat }) => chat)).toEqual(['3', '4', '5']);
});

test('rows of files go once their bytes are gone and their time is over', async () => {
  await db.query(sql`insert into artifact_blobs (sha256, size_bytes, bytes) values ('s', 1, 'x')`);
  await db.query(sql`
    insert into artifacts (artifact_id, owner_user_id, chat_id, tool, tool_version, correlation_id, type, filename, mime, state, blob_sha256, created_at, expires_at)
    select gen_random_uuid(), 7, 7, 't', '1', 'c', 'json', n::text, 'm', 'ready', case when n = -2 then 's' end, ${NOON}::timestamptz + n * interval '1 day', ${NOON} from generate_series(-2, 1) n where n <> 0`);
  expect(await dropArtifacts(db, LINE)).toBe(1);
  expect(await db.query(sql`select filename from artifacts order by created_at`)).toEqual([{ filename: '-2' }, { filename: '1' }]);
});

leakCheck();
