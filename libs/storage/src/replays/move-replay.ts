import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { OperationState } from './replay-row';

export interface ReplayMove {
  readonly id: string;
  readonly from: readonly OperationState[];
  readonly to: OperationState;
  readonly at: Date;
  readonly audit: NewAuditEvent;
}

/**
 * What an operator wants of an operation: to pause, to go on, to end. One that goes on has passed its canary; what waits of one that is
 * cancelled is free for others. Returns whether it was in a state that allows it.
 * Locks: the operation, and with a cancel its waiting items. Idempotent: done again it finds another state.
 */
export async function moveReplay(db: Db, { id, from, to, at, audit }: ReplayMove): Promise<boolean> {
  const [row] = await db.query<{ moved: boolean }>(sql.named('move-replay')`
    with moved as (
      update replays set state = ${to}, why = null, canary_over = canary_over or ${to} = 'running',
        stepped_at = case when ${to} = 'running' then ${at}::timestamptz - interval '1 second' / rate_per_sec else stepped_at end
      where id = ${id}::bigint and state = any(${[...from]}::text[]) and finished_at is null
      returning id
    ),
    freed as (
      update replay_items i set state = 'cancelled', ended_at = ${at} from moved m
      where i.replay_id = m.id and i.state = 'waiting' and ${to} = 'cancelled'
    ),
    won as (select 'operator'::text as correlation_id from moved),
    ${auditedEvents([audit], at)}
    select exists (select 1 from moved) as moved`);
  return row?.moved ?? false;
}
