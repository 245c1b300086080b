import type { Db } from '../db/db';
import { sql } from '../db/sql';

export interface AlertCount {
  readonly event: string;
  readonly count: number;
}

/** Audit events of severity `error` since a moment, by their kind. Reads the index by time; locks nothing. */
export function countAlerts(db: Db, since: Date): Promise<AlertCount[]> {
  return db.query<AlertCount>(sql.named('count-alerts')`
    select event_type as event, count(*)::int as count from audit_events
    where occurred_at >= ${since}::timestamptz and severity = 'error'
    group by event_type`);
}
