import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { DueSession } from './due-sessions';

export interface ClosedQuestion extends Pick<DueSession, 'botId' | 'chatId' | 'version'> {
  readonly state: object;
  /** Of the next question of the chat that is still open. */
  readonly dueAt: Date | null;
  readonly correlationId: string;
  readonly audit: readonly NewAuditEvent[];
  readonly at: Date;
}

/**
 * Records a question that nobody answered, with the session that knows it as recorded; returns whether this call did it.
 * Locks: the session. Idempotent by the session's version: a turn that came between has recorded it itself.
 */
export async function closeQuestion(db: Db, { botId, chatId, version, state, dueAt, correlationId, audit, at }: ClosedQuestion): Promise<boolean> {
  const [row] = await db.query<{ closed: boolean }>(sql.named('close-question')`
    with closed as (
      update sessions set state = ${storableJson(state)}::jsonb, question_due_at = ${dueAt}::timestamptz, version = version + 1, updated_at = ${at}
      where bot_id = ${botId}::bigint and chat_id = ${chatId}::bigint and version = ${version}::int
      returning 1
    ),
    won as (select ${correlationId}::text as correlation_id from closed),
    ${auditedEvents(audit, at)}
    select exists (select 1 from closed) as closed`);
  return row?.closed ?? false;
}
