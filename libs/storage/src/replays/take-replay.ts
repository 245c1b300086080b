import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { OperationState } from './replay-row';

/** Operations that are not through, oldest first. Asked every second: none costs a look at an empty index. Locks nothing. */
export async function unfinishedReplays(db: Db, at: Date): Promise<string[]> {
  const rows = await db.query<{ id: string }>(sql.named('unfinished-replays')`
    select id from replays where finished_at is null and (lease_until is null or lease_until < ${at}) order by stepped_at limit 50`);
  return rows.map(({ id }) => id);
}

/** Whether the operation is ours now: nobody else has it, or whoever had it is gone. Locks: the operation. */
export async function takeReplay(db: Db, input: { id: string; owner: string; at: Date; until: Date }): Promise<boolean> {
  const rows = await db.query(sql.named('take-replay')`
    update replays set lease_owner = ${input.owner}, lease_until = ${input.until}
    where id = ${input.id}::bigint and finished_at is null and (lease_until is null or lease_until < ${input.at} or lease_owner = ${input.owner})
    returning 1 as one`);
  return rows.length > 0;
}

/** Gives the operation back; others may take it at once. Locks: the operation. Idempotent. */
export async function leaveReplay(db: Db, input: { id: string; owner: string; steppedAt: Date | null }): Promise<void> {
  await db.query(sql.named('leave-replay')`
    update replays set lease_owner = null, lease_until = null, stepped_at = coalesce(${input.steppedAt}::timestamptz, stepped_at)
    where id = ${input.id}::bigint and lease_owner = ${input.owner}`);
}

export interface ReplayEnd {
  readonly id: string;
  readonly from: readonly OperationState[];
  /** Absent: its state stays, and it has passed its canary. */
  readonly to?: OperationState;
  readonly why?: string;
  readonly isFinished: boolean;
  readonly at: Date;
  readonly audit: readonly NewAuditEvent[];
}

/** What the steps of an operation have come to: it is through, its canary died, or has been passed. Locks: the operation. Idempotent. */
export async function settleReplay(db: Db, end: ReplayEnd): Promise<boolean> {
  const [row] = await db.query<{ moved: boolean }>(sql.named('settle-replay')`
    with moved as (
      update replays set state = coalesce(${end.to ?? null}, state), why = ${end.why ?? null}, canary_over = canary_over or ${end.to === undefined}::boolean,
        finished_at = case when ${end.isFinished}::boolean then ${end.at}::timestamptz end
      where id = ${end.id}::bigint and state = any(${[...end.from]}::text[]) and finished_at is null
      returning id
    ),
    won as (select 'operation-' || id as correlation_id from moved),
    ${auditedEvents(end.audit, end.at)}
    select exists (select 1 from moved) as moved`);
  return row?.moved ?? false;
}
