import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { RetroWindows } from './retro-windows';

/** What something went through: its steps in their order, and the ways in which it may have ended beside them. */
export interface FunnelShape {
  readonly steps: readonly string[];
  readonly beside: readonly string[];
  /** The field of the events that names it; null: its request. */
  readonly idField: 'plan_id' | 'proposal_id' | null;
}

/** Things that reached the same events. */
export interface FunnelGroup {
  readonly events: readonly string[];
  readonly count: number;
}

/** Things of a window by the events that each of them reached in it. Reads the index by type and time; locks nothing. */
export function countFunnel(db: Db, { from, to }: Pick<RetroWindows, 'from' | 'to'>, { steps, beside, idField }: FunnelShape): Promise<FunnelGroup[]> {
  return db.query<FunnelGroup>(sql.named('count-funnel')`
    with reached as (
      select case when ${idField}::text is null then correlation_id else fields->>${idField}::text end as id, array_agg(distinct event_type order by event_type) as events
      from audit_events
      where event_type = any(${[...steps, ...beside]}::text[]) and occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz
      group by 1
    )
    select events, count(*)::int as count from reached where id is not null group by 1`);
}
