import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';

export interface Discarding {
  readonly ids: readonly string[];
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
  readonly audit: NewAuditEvent;
}

/** Why letters cannot be acted upon, each by its id: what is not named here can be. */
export interface LetterHindrances {
  readonly unknown: readonly string[];
  readonly closed: readonly string[];
  readonly busy: readonly { readonly id: string; readonly operationId: string | null }[];
}

/** Locks the letters and tells which of them cannot be acted upon. In a transaction with what is done to them. */
export async function lockLetters(tx: Db, ids: readonly string[]): Promise<LetterHindrances> {
  await tx.query(sql`select id from dead_letters where id = any(${[...ids]}::bigint[]) order by id for update`);
  // A statement of its own: the one that waited for the lock does not see what it waited for.
  const rows = await tx.query<{ id: string; state: string; operationId: string | null }>(sql`
    select d.id, d.state, (select i.replay_id from replay_items i where i.letter_id = d.id and i.state in ('waiting', 'opened', 'added')) as "operationId"
    from dead_letters d where d.id = any(${[...ids]}::bigint[]) order by d.id`);
  const found = new Set(rows.map(({ id }) => id));
  return {
    unknown: ids.filter((id) => !found.has(id)),
    closed: rows.filter(({ state }) => state === 'replayed' || state === 'discarded').map(({ id }) => id),
    busy: rows.filter(({ state, operationId }) => state === 'replaying' || operationId !== null).map(({ id, operationId }) => ({ id, operationId })),
  };
}

/**
 * Discards letters that are open, with the audit row. Returns how many.
 * Locks: those letters. Idempotent: closed ones stay as they are; the audit row is written each time.
 */
export async function discardLetters(db: Db, { ids, by, reason, at, audit }: Discarding): Promise<number> {
  const [row] = await db.query<{ discarded: number }>(sql`
    with gone as (
      update dead_letters d set state = 'discarded', closed_at = ${at}, closed_by = ${by}, reason = ${reason}
      where d.id = any(${[...ids]}::bigint[]) and d.state = 'open'
      returning 1
    ),
    won as (select 'operator'::text as correlation_id),
    ${auditedEvents([audit], at)}
    select count(*)::int as discarded from gone`);
  return row?.discarded ?? 0;
}
