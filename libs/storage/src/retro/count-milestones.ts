import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { RetroWindows } from './retro-windows';

const EVENTS = ['advice_given', 'advice_brief_built', 'advice_memo_made', 'agent_plan_previewed', 'agent_plan_committed'] as const;
export type Milestone = (typeof EVENTS)[number];

export interface MilestoneGroup {
  readonly isCurrent: boolean;
  readonly event: Milestone;
  /** Events of advice; of a plan each once. */
  readonly count: number;
}

/** How often advice was given and plans were shown and carried out, in two windows. Reads the index by type and time; locks nothing. */
export function countMilestones(db: Db, { before, from, to }: RetroWindows): Promise<MilestoneGroup[]> {
  return db.query<MilestoneGroup>(sql.named('count-milestones')`
    select occurred_at >= ${from}::timestamptz as "isCurrent", event_type as event, count(distinct coalesce(fields->>'plan_id', id::text))::int as count
    from audit_events
    where event_type = any(${[...EVENTS]}::text[]) and occurred_at >= ${before}::timestamptz and occurred_at < ${to}::timestamptz
    group by 1, 2`);
}
