import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { appendAudit } from './audit/append-audit';
import { searchAudit } from './audit/search-audit';
import { chatState } from './chats/chat-state';
import type { Database, Db } from './db/db';
import { sql, type Sql } from './db/sql';
import { effectsOf } from './effects/effects-of';
import { pendingEffects } from './effects/pending-effects';
import { readEffect } from './effects/read-effect';
import { readToolRun } from './effects/read-tool-run';
import { readyMessages } from './effects/ready-messages';
import { recordToolResult } from './effects/record-tool-result';
import { aLetter } from './fixtures/letters';
import { aCommit, answer, anUpdate, BOT, NOON } from './fixtures/turns';
import { putKept } from './kept/put-kept';
import { readKept } from './kept/read-kept';
import { buryDead } from './ledger/bury-dead';
import { claimUpdate, type Claim } from './ledger/claim-update';
import { commitTurn } from './ledger/commit-turn';
import { finishDispatch } from './ledger/finish-dispatch';
import { holdUpdate } from './ledger/hold-update';
import { oldestHeld } from './ledger/oldest-held';
import { listRequests } from './ledger/read-trace';
import { settleDecided } from './ledger/settle-decided';
import { markFailed } from './messages/mark-failed';
import { markSending } from './messages/mark-sending';
import { markSent } from './messages/mark-sent';
import { countAttention } from './overview/attention';
import { auditBegins } from './retro/audit-begins';
import { countFunnel } from './retro/count-funnel';
import { countMilestones } from './retro/count-milestones';
import { countRequests } from './retro/count-requests';
import { countToolCalls } from './retro/count-tool-calls';
import { lastRequests } from './retro/last-requests';
import { closeQuestion } from './sessions/close-question';
import { dueSessions } from './sessions/due-sessions';
import { readSettings } from './settings/read-settings';

let store: TestDatabase;
let db: Database;
beforeAll(async () => {
  store = await testDatabase();
  db = store.open();
  await fill();
});
afterAll(() => store.drop());

const chat = { botId: BOT, chatId: '1001' };
const seq = '5000';
const hot: Record<string, (db: Db) => Promise<unknown>> = {
  claimUpdate: (on) => claimUpdate(on, anUpdate(1, { withActions: true })),
  commitTurn: (on) => commitTurn(on, aCommit({ row: { seq }, requestSeq: seq, sessionVersion: 1 } as Claim, { effects: [answer('j')] })),
  finishDispatch: (on) => finishDispatch(on, { seq, effectIds: ['e1'], at: NOON }),
  holdUpdate: (on) => holdUpdate(on, { seq, at: NOON, effects: [answer('j')] }),
  oldestHeld: (on) => oldestHeld(on, chat),
  effectsOf: (on) => effectsOf(on, seq),
  readyMessages: (on) => readyMessages(on, chat),
  pendingEffects: (on) => pendingEffects(on, { before: NOON, limit: 100 }),
  settleDecided: (on) => settleDecided(on, { before: NOON, at: NOON }),
  recordToolResult: (on) => recordToolResult(on, { effectId: 'e1', at: NOON, replies: [answer('j')], audit: [], finish: true }),
  readToolRun: (on) => readToolRun(on, 'e1'),
  markSending: (on) => markSending(on, { ...chat, effectId: 'e1', part: 0, kind: 'send', at: NOON, editOf: 'e2' }),
  markSent: (on) => markSent(on, { effectId: 'e1', part: 0, isLast: true, telegramMessageId: '1', at: NOON }),
  markFailed: (on) => markFailed(on, { effectId: 'e1', part: 0, state: 'failed', code: 'X', description: '', at: NOON }),
  chatState: (on) => chatState(on, chat),
  appendAudit: (on) => appendAudit(on, { correlationId: 'c', at: NOON, events: [{ eventType: 'x', severity: 'info', fields: {} }] }),
  dueSessions: (on) => dueSessions(on, { at: NOON, limit: 100 }),
  closeQuestion: (on) => closeQuestion(on, { ...chat, version: 1, state: {}, dueAt: null, correlationId: 'c', audit: [], at: NOON }),
  readKept: (on) => readKept(on, ['k'], NOON),
  putKept: (on) => putKept(on, [{ key: 'k', value: 1, ttlSec: 1 }], NOON),
  readSettings: (on) => readSettings(on, '1'),
  buryDead: (on) => buryDead(on, { letter: aLetter('j'), effectId: 'e1', update: { ...chat, updateId: '1', event: 'update' }, at: NOON }),
  readEffect: (on) => readEffect(on, 'e1'),
};

test.each(Object.keys(hot))('%s finds its rows by indexes alone, whatever its parameters', async (name) => {
  expect(valuesOf(await planOf(name), 'Relation Name', 'Seq Scan')).toEqual([]);
});

test('a claim uses the index that is made for each of its parts', async () => {
  const used = new Set(valuesOf(await planOf('claimUpdate'), 'Index Name'));
  expect([...used].sort()).toEqual(['action_proposals_last', 'action_proposals_open', 'action_proposals_unknown', 'effects_pkey', 'effects_voices', 'kept_values_pkey', 'sessions_pkey', 'settings_pkey', 'updates_key', 'updates_of_user', 'updates_unfinished']);
});

const WEEK = { before: new Date(NOON.getTime() - 14 * 86_400_000), from: new Date(NOON.getTime() - 7 * 86_400_000), to: NOON };
const looks: Readonly<Record<string, readonly [(on: Db) => Promise<unknown>, string]>> = {
  'the requests of a chat': [(on) => listRequests(on, { chatId: '7', updateId: null, beforeSeq: null, limit: 50 }), 'updates_of_chat'],
  'the errors in the audit': [(on) => searchAudit(on, { severity: 'error', limit: 50 }), 'audit_events_errors'],
  'the records of requests of two weeks': [(on) => countRequests(on, WEEK), 'audit_events_type'],
  'the calls of tools of two weeks': [(on) => countToolCalls(on, WEEK), 'audit_events_type'],
  'the advice and the plans of two weeks': [(on) => countMilestones(on, WEEK), 'audit_events_type'],
  'the funnel of a week': [(on) => countFunnel(on, WEEK, { steps: ['agent_plan_built', 'agent_plan_previewed'], beside: [], idField: 'plan_id' }), 'audit_events_type'],
  'the beginning of the audit': [(on) => auditBegins(on), 'audit_events_occurred'],
  'the newest records of requests': [(on) => lastRequests(on, 20), 'audit_events_type'],
  'the errors of a day': [(on) => countAttention(on, NOON), 'audit_events_errors'],
};

test.each(Object.keys(looks))('%s are found by their index', async (name) => {
  const [query, index] = looks[name] ?? [];
  const { text, values } = await sentBy(query);
  const [row] = await db.query<{ 'QUERY PLAN': unknown }>({ ...sql``, text: `explain (format json) ${text}`, values });
  expect(valuesOf(row?.['QUERY PLAN'], 'Index Name')).toContain(index);
  expect(valuesOf(row?.['QUERY PLAN'], 'Relation Name', 'Seq Scan').filter((table) => ['updates', 'audit_events'].includes(table))).toEqual([]);
});

async function planOf(name: string): Promise<unknown> {
  const [row] = await db.query<{ 'QUERY PLAN': unknown }>({ ...sql``, text: `explain (generic_plan, format json) ${await textOf(hot[name])}` });
  return row?.['QUERY PLAN'];
}

/** The text of the statement that a query sends; nothing is sent. */
const textOf = async (query: ((db: Db) => Promise<unknown>) | undefined): Promise<string> => (await sentBy(query)).text;

async function sentBy(query: ((db: Db) => Promise<unknown>) | undefined): Promise<Sql> {
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
  return sent;
}

/** Values of one property of all nodes of a plan, or of its nodes of one type. */
function valuesOf(plan: unknown, property: string, type?: string): string[] {
  if (Array.isArray(plan)) return plan.flatMap((one) => valuesOf(one, property, type));
  if (typeof plan !== 'object' || plan === null) return [];
  const node = plan as Record<string, unknown>;
  const own = property in node && (type === undefined || node['Node Type'] === type) ? [String(node[property])] : [];
  return [...own, ...Object.values(node).flatMap((one) => valuesOf(one, property, type))];
}

/** As much of everything as a busy month leaves, in proportion. */
async function fill(): Promise<void> {
  const tables = [
    sql`insert into updates (bot_id, update_id, event, chat_id, user_id, kind, correlation_id, state, result, first_message, received_at, decided_at)
      select ${BOT}::bigint, i, 'update', i % 500, i % 500, 'message', 'tg-' || ${BOT}::text || '-' || i, case when i % 400 = 0 then 'claimed' when i % 401 = 0 then 'decided' else 'done' end,
        'answered', case when i % 399 = 0 then 'due' when i % 3 = 0 then 'out' end, ${NOON}::timestamptz - i * interval '1 minute', ${NOON}::timestamptz - i * interval '1 minute'
      from generate_series(1, 20000) i`,
    sql`insert into effects (id, kind, bot_id, chat_id, cause_seq, request_seq, n, correlation_id, gated, state, created_at)
      select 'e' || i, 'message.send', ${BOT}::bigint, i % 500, i, i, 1, 'tg-' || ${BOT}::text || '-' || i, i % 2 = 0, case when i % 300 = 0 then 'pending' when i % 301 = 0 then 'dispatched' else 'finished' end,
        ${NOON}::timestamptz - i * interval '1 minute'
      from generate_series(1, 20000) i`,
    sql`insert into messages (effect_id, part, bot_id, chat_id, kind, state, sending_at)
      select 'e' || i, 0, ${BOT}::bigint, i % 500, 'send', 'sent', ${NOON} from generate_series(1, 20000) i`,
    sql`insert into sessions (bot_id, chat_id, expires_at) select ${BOT}::bigint, i, ${NOON} from generate_series(1, 5000) i`,
    sql`insert into chats (bot_id, chat_id, kind, last_seen_at) select ${BOT}::bigint, i, 'private', ${NOON} from generate_series(1, 5000) i`,
    sql`insert into kept_values (key, value, expires_at) select 'k' || i, 'true', ${NOON} from generate_series(1, 5000) i`,
    sql`insert into settings (scope, values) select 'owner:' || i, '{}' from generate_series(1, 5000) i`,
    sql`insert into audit_events (occurred_at, correlation_id, event_type, severity, fields)
      select ${NOON}::timestamptz - i * interval '1 minute', 'c' || i, 'type' || i % 20, case when i % 500 = 0 then 'error' else 'info' end, '{}' from generate_series(1, 20000) i`,
    sql`insert into action_proposals (proposal_id, decision_key, bot_id, correlation_id, owner_user_id, chat_id, asked, tool, tool_version, source, mode, shop_id, payload_commit, payload_hash,
        preview, target_total, target_ids, target_set_hash, snapshot, preview_fingerprint, conflict_groups, force_required, force_reasons, created_at, expires_at, payload_hmac, hmac_key_id,
        request_seq, base_n)
      select gen_random_uuid(), 'key' || i, ${BOT}::bigint, 'c' || i, i % 500, i % 500, '{}', 'bump', '1.0', 'text', 'DEMO', 1, '{}', 'h', '{}', 1, '[]', 'h', '{}', 'h', '{prices}', false, '{}',
        ${NOON}::timestamptz - i * interval '1 minute', ${NOON}, 'h', 'k', i, 0
      from generate_series(1, 5000) i`,
    sql`update action_proposals set state = 'cancelled', state_version = 2, settled_at = created_at where request_seq % 20 <> 0`,
    sql`update action_proposals set state = 'confirmed', state_version = 2, confirmed_at = created_at, not_after = created_at, forced = false where request_seq % 40 = 0`,
    sql`update action_proposals set state = 'executing', state_version = 3 where state = 'confirmed'`,
    sql`update action_proposals set state = case when request_seq % 200 = 0 then 'unknown' else 'committed' end, state_version = 4, settled_at = created_at, unknown_at = created_at where state = 'executing'`,
  ];
  for (const table of tables) await db.query(table);
  await db.query(sql`analyze`);
}

leakCheck();
