import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { RetroWindows } from './retro-windows';

/** Requests that ended alike. */
export interface RequestGroup {
  /** In the window, not in the one before it. */
  readonly isCurrent: boolean;
  readonly input: string | null;
  readonly stage: number | null;
  readonly status: string | null;
  /** Code of the error, or why it came to nothing. */
  readonly reason: string | null;
  readonly quality: string | null;
  readonly kind: string | null;
  readonly tool: string | null;
  readonly templateId: string | null;
  readonly parameter: string | null;
  readonly count: number;
  readonly lastAt: Date;
}

/** The records of requests of two windows, counted by how they ended. Reads the index by type and time; locks nothing. */
export function countRequests(db: Db, { before, from, to }: RetroWindows): Promise<RequestGroup[]> {
  return db.query<RequestGroup>(sql.named('count-requests')`
    select occurred_at >= ${from}::timestamptz as "isCurrent", fields->>'input' as input, (fields->>'stage')::int as stage, fields->>'status' as status,
      coalesce(fields->>'error_code', fields->>'reason') as reason, fields->>'quality' as quality, fields->>'kind' as kind, fields->>'tool' as tool,
      fields->>'template_id' as "templateId", fields->>'parameter' as parameter, count(*)::int as count, max(occurred_at) as "lastAt"
    from audit_events
    where event_type = 'retrospective' and occurred_at >= ${before}::timestamptz and occurred_at < ${to}::timestamptz
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`);
}
