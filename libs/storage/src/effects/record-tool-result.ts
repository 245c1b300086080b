import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { keptValues, type NewKeptValue } from '../kept/kept-value';
import type { NewEffect, WrittenEffect } from './effect';
import { gateIsOpen, writtenEffects } from './effect-sql';

export interface ToolResult {
  /** The effect that became the tool run. */
  readonly effectId: string;
  readonly at: Date;
  /** Messages that the run causes; their numbers continue its own. */
  readonly replies: readonly NewEffect[];
  readonly audit: readonly NewAuditEvent[];
  readonly keep?: readonly NewKeptValue[];
  /** `false` for what is said before the end: progress, the notice of a kept request. */
  readonly finish: boolean;
  /** Replies of before that need not be sent any more, if they still wait. */
  readonly supersedes?: readonly string[];
}

export interface RecordedResult {
  /** `false`: the run was finished or dropped before, and nothing was written. */
  readonly recorded: boolean;
  /** The replies that are still to be dispatched, those of an earlier run of the same job among them. */
  readonly effects: readonly WrittenEffect[];
  /** After the dispatch `readyMessages` must be asked. */
  readonly recheck: boolean;
}

/**
 * Writes what a tool run came to, in one statement.
 * Locks: the run's effect. Idempotent: a finished run takes no second result; replies are written once by their ids.
 */
export async function recordToolResult(db: Db, result: ToolResult): Promise<RecordedResult> {
  const supersedes = [...(result.supersedes ?? [])];
  const [row] = await db.query<{ recorded: boolean; effects: WrittenEffect[] }>(sql.named('record-tool-result')`
    with won as (
      select id, bot_id, chat_id, correlation_id, cause_seq, request_seq, n * 1000 as base_n from effects
      where id = ${result.effectId} and state <> 'finished' for update
    ),
    finished as (
      update effects e set state = 'finished', finished_at = ${result.at} from won w where e.id = w.id and ${result.finish}::boolean
    ),
    silent as (
      update updates u set first_message = 'out' from won w
      where u.seq = w.request_seq and u.first_message = 'due' and ${result.finish && result.replies.length === 0}::boolean
    ),
    superseded as (
      update effects e set state = 'finished', finished_at = ${result.at}
      from won w where e.id = any(${supersedes}::text[]) and e.bot_id = w.bot_id and e.chat_id = w.chat_id and e.state = 'pending'
    ),
    ${writtenEffects(result.replies, result.at)},
    ${auditedEvents(result.audit, result.at)},
    ${keptValues(result.keep ?? [], result.at)},
    mine as (
      select id, open from gates
      union all
      select e.id, ${gateIsOpen} from effects e where e.id = any(${result.replies.map((one) => one.id)}::text[]) and e.state = 'pending'
    )
    select exists (select 1 from won) as recorded,
      (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'gateOpen', m.open)), '[]') from mine m) as effects`);
  const effects = row?.effects ?? [];
  const recorded = row?.recorded ?? false;
  const opens = recorded && ((result.finish && result.replies.length === 0) || supersedes.length > 0);
  return { recorded, effects, recheck: opens || effects.some((one) => !one.gateOpen) };
}
