import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { NewEffect, WrittenEffect } from '../effects/effect';
import { gatesJson, writtenEffects } from '../effects/effect-sql';
import { keptValues, type NewKeptValue } from '../kept/kept-value';
import { ownerScope } from '../settings/tenant-settings';

export interface TurnCommit {
  readonly seq: string;
  /** Of the request that the effects belong to; `seq` itself for an update. */
  readonly requestSeq: string;
  readonly at: Date;
  readonly result: string;
  /** `due`: the request owes its first message, which a job will write; later requests of the chat wait for it. */
  readonly firstMessage: 'due' | null;
  readonly expectedSessionVersion: number;
  /** Null: unchanged. */
  readonly session: { readonly state: object | null; readonly expiresAt: Date; /** When the first open question is to be recorded as unanswered. */ readonly dueAt?: Date | null } | null;
  /** Where the update came from; null leaves what is known of the chat alone. */
  readonly chat: { readonly kind: string } | null;
  /** An owner's name in Telegram, where it is another one than is stored. It is no setting that somebody chose: neither counted nor audited. */
  readonly ownerName?: { readonly userId: string; readonly name: string } | null;
  readonly effects: readonly NewEffect[];
  readonly audit: readonly NewAuditEvent[];
  readonly keep: readonly NewKeptValue[];
  /** Effects of tool runs, transcriptions and plans that end now without an answer of their own. */
  readonly ended: readonly string[];
  /** The effect that brought this event: with the turn it is done. */
  readonly arrived?: string | null;
}

export type CommitOutcome =
  | {
      readonly outcome: 'committed';
      readonly effects: readonly WrittenEffect[];
      /** `done` at once when there is nothing to dispatch. */
      readonly state: 'decided' | 'done';
      /** After the dispatch `readyMessages` must be asked: a gate that was closed, or that this turn opened for another message. */
      readonly recheck: boolean;
    }
  /** Somebody else has decided it: dispatch `effectsOf(seq)`. */
  | { readonly outcome: 'lost' }
  /** The session is not the one that the decision was made with: claim again and decide anew. */
  | { readonly outcome: 'stale' };

/**
 * Writes a decision, all of it or nothing, in one statement: ledger, session, effects, audit, kept values, the chat.
 * Locks: the update's row, then the session's. Idempotent: only an undecided update is decided, so of two workers one wins, and
 * a second commit of the same turn finds nothing to do.
 */
export async function commitTurn(db: Db, turn: TurnCommit): Promise<CommitOutcome> {
  const state = turn.effects.length === 0 ? 'done' : 'decided';
  const ownerName = turn.ownerName ?? null;
  const [row] = await db.query<{ found: boolean; won: boolean; effects: WrittenEffect[] }>(sql.named('commit-turn')`
    with turn as (
      select seq, bot_id, chat_id, correlation_id from updates
      where seq = ${turn.seq} and state in ('claimed', 'held') for update
    ),
    saved as (
      insert into sessions as s (bot_id, chat_id, state, version, expires_at, question_due_at, updated_at)
      select bot_id, chat_id, ${storableJson(turn.session?.state ?? undefined)}::jsonb, ${turn.expectedSessionVersion}::int + 1, ${turn.session?.expiresAt ?? null}, ${turn.session?.dueAt ?? null}, ${turn.at}
      from turn where ${turn.session !== null}::boolean
      on conflict (bot_id, chat_id) do update
        set state = excluded.state, version = s.version + 1, expires_at = excluded.expires_at, question_due_at = excluded.question_due_at, updated_at = excluded.updated_at
        where s.version = ${turn.expectedSessionVersion}::int
      returning 1
    ),
    won as (
      select t.bot_id, t.chat_id, t.correlation_id, t.seq as cause_seq, ${turn.requestSeq}::bigint as request_seq, 0 as base_n from turn t
      where case when ${turn.session !== null}::boolean then exists (select 1 from saved)
        else coalesce((select s.version from sessions s where s.bot_id = t.bot_id and s.chat_id = t.chat_id), 0) = ${turn.expectedSessionVersion}::int end
    ),
    decided as (
      update updates u set state = ${state}, result = ${turn.result}, decided_at = ${turn.at}, done_at = case when ${state} = 'done' then ${turn.at}::timestamptz end,
        first_message = case when w.request_seq = u.seq then coalesce(${turn.firstMessage}, u.first_message) else u.first_message end
      from won w where u.seq = w.cause_seq
    ),
    owing as (
      update updates u set first_message = 'due'
      from won w where u.seq = w.request_seq and w.request_seq <> w.cause_seq and ${turn.firstMessage}::text = 'due' and u.first_message is null
    ),
    ended as (
      update effects e set state = 'finished', finished_at = ${turn.at}
      from won w where e.id = any(${[...turn.ended]}::text[]) and e.bot_id = w.bot_id and e.chat_id = w.chat_id and e.kind in ('tool.run', 'voice.transcribe', 'intent.plan') and e.state <> 'finished'
      returning e.request_seq
    ),
    released as (
      update updates u set first_message = 'out' where u.seq in (select request_seq from ended) and u.first_message = 'due'
    ),
    arrived as (
      update effects e set state = 'finished', finished_at = ${turn.at} from won w where e.id = ${turn.arrived ?? null} and e.bot_id = w.bot_id and e.state <> 'finished'
    ),
    seen as (
      insert into chats as c (bot_id, chat_id, kind, last_seen_at)
      select bot_id, chat_id, ${turn.chat?.kind ?? null}::text, ${turn.at} from won where ${turn.chat !== null}::boolean
      on conflict (bot_id, chat_id) do update
        set kind = excluded.kind, last_seen_at = excluded.last_seen_at, blocked_at = null, blocked_reason = null
        where c.blocked_at is not null or c.kind <> excluded.kind or c.last_seen_at < excluded.last_seen_at - interval '1 minute'
    ),
    introduced as (
      insert into settings as s (scope, values, settings_version, updated_at)
      select ${ownerScope(ownerName?.userId ?? '')}, jsonb_build_object('display_name', ${ownerName?.name ?? null}::text), 0, ${turn.at} from won where ${ownerName !== null}::boolean
      on conflict (scope) do update set values = s.values || excluded.values
    ),
    ${writtenEffects(turn.effects, turn.at)},
    ${auditedEvents(turn.audit, turn.at)},
    ${keptValues(turn.keep, turn.at)}
    select exists (select 1 from turn) as found, exists (select 1 from won) as won, ${gatesJson} as effects`);
  if (!row?.found) return { outcome: 'lost' };
  if (!row.won) return { outcome: 'stale' };
  return { outcome: 'committed', effects: row.effects, state, recheck: turn.ended.length > 0 || row.effects.some((one) => !one.gateOpen) };
}
