import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { RetroWindows } from './retro-windows';

export interface ToolCallGroup {
  readonly isCurrent: boolean;
  readonly tool: string;
  readonly calls: number;
  readonly errors: number;
  /** 95 of 100 calls took no longer; null where no time is known. */
  readonly p95Ms: number | null;
}

/** Asked by nobody, or asked again. */
const NOT_OF_OWNERS = ['digest', 'alert', 'console', 'replay'];

/** The calls of tools of two windows that owners have asked for, by tool. Reads the index by type and time; locks nothing. */
export function countToolCalls(db: Db, { before, from, to }: RetroWindows): Promise<ToolCallGroup[]> {
  return db.query<ToolCallGroup>(sql.named('count-tool-calls')`
    select occurred_at >= ${from}::timestamptz as "isCurrent", fields->>'tool' as tool, count(*)::int as calls,
      (count(*) filter (where fields->>'status' = 'error'))::int as errors,
      round(percentile_disc(0.95) within group (order by (fields->>'latency_ms')::numeric))::int as "p95Ms"
    from audit_events
    where event_type = 'tool_call_finished' and occurred_at >= ${before}::timestamptz and occurred_at < ${to}::timestamptz
      and fields->>'phase' in ('read', 'preview') and coalesce(fields->>'source', '') <> all(${NOT_OF_OWNERS}::text[]) and fields->>'tool' is not null
    group by 1, 2`);
}
