import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableText } from '../db/storable';
import { keptLetter, type NewLetter } from '../dead-letters/new-letter';
import type { NewEffect, WrittenEffect } from '../effects/effect';
import { gatesJson, writtenEffects } from '../effects/effect-sql';
import { requestIsSpent } from '../messages/request-is-spent';
import type { LedgerEvent } from './ledger-row';

export interface Burial {
  readonly letter: NewLetter;
  /** The effect that became the job; null for an event of the inbox and for jobs without a row. */
  readonly effectId?: string | null;
  /** The event of an inbox job. */
  readonly update?: { readonly botId: string; readonly updateId: string; readonly event: LedgerEvent } | null;
  readonly at: Date;
  /** What the owner is told; for a turn or a tool run. */
  readonly replies?: readonly NewEffect[];
  /** Beside the event of the death. */
  readonly audit?: readonly NewAuditEvent[];
}

/**
 * Lets go of a job that will not be tried again: it is a dead letter, a turn's update is dead, an effect is finished, so that the chat
 * goes on, the owner is told, and an audit event of severity `error` remembers it. Returns whether this call did it.
 * Locks: the letter, then the rows of its update and effect. Idempotent by the letter: a death is told once.
 */
export async function buryDead(db: Db, job: Burial): Promise<{ buried: boolean; effects: readonly WrittenEffect[] }> {
  const { letter } = job;
  const event = {
    eventType: 'job_dead',
    severity: 'error',
    chatId: letter.chatId,
    fields: { kind: letter.kind, jobId: letter.jobId, code: letter.code, description: letter.message, fingerprint: letter.fingerprint },
  } as const;
  const [row] = await db.query<{ buried: boolean; effects: WrittenEffect[] }>(sql.named('bury-dead')`
    with ${keptLetter(letter)},
    dead as (
      update updates u set state = 'dead', result = 'dead', done_at = ${job.at}
      from once
      where u.bot_id = ${job.update?.botId ?? null}::bigint and u.update_id = ${job.update?.updateId ?? null}::bigint
        and u.event = ${job.update?.event ?? null} and u.state in ('claimed', 'held', 'decided')
      returning u.bot_id, u.chat_id, u.correlation_id, u.seq
    ),
    finished as (
      update effects e set state = 'finished', finished_at = ${job.at}
      from once where e.id = ${job.effectId ?? null} and e.state <> 'finished'
      returning e.id, e.bot_id, e.chat_id, e.correlation_id, e.cause_seq, e.request_seq, e.n
    ),
    freed as (
      update updates u set first_message = 'out' from finished f
      where u.seq = f.request_seq and u.first_message = 'due' and ${(job.replies ?? []).length === 0 || (job.update ?? null) !== null}::boolean and ${requestIsSpent}
    ),
    told as (
      select bot_id, chat_id, correlation_id, seq as cause_seq, seq as request_seq, 0 as base_n from dead
      union all
      select bot_id, chat_id, correlation_id, cause_seq, request_seq, n * 1000 from finished
    ),
    won as (
      select t.bot_id, t.chat_id, coalesce(t.correlation_id, ${storableText(letter.correlationId)}::text) as correlation_id, t.cause_seq, t.request_seq, t.base_n
      from once left join told t on true limit 1
    ),
    ${writtenEffects(job.replies ?? [], job.at)},
    ${auditedEvents([event, ...(job.audit ?? [])], job.at)}
    select exists (select 1 from once) as buried, ${gatesJson} as effects`);
  return { buried: row?.buried ?? false, effects: row?.effects ?? [] };
}
