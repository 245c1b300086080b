import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** A tool run that was dispatched and whose deadline is long past: its job is lost, or died without being buried. */
export interface OverdueToolRun {
  readonly effectId: string;
  readonly correlationId: string;
  /** Of the job. */
  readonly payload: object;
}

/** Tool runs that began before a moment and have no answer yet. Locks nothing. */
export async function overdueToolRuns(db: Db, input: { deadlineBefore: Date; limit: number }): Promise<OverdueToolRun[]> {
  return db.query<OverdueToolRun>(sql`
    select id as "effectId", correlation_id as "correlationId", payload from effects
    where kind = 'tool.run' and state = 'dispatched' and payload is not null and (payload ->> 'deadlineAt')::timestamptz < ${input.deadlineBefore}
    order by dispatched_at limit ${input.limit}`);
}
