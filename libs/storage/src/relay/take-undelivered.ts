import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { DueEffect } from '../effects/effect';
import { dueColumns } from '../effects/effect-sql';

/**
 * Effects that went to the queues before a moment and came to no end: answers, tool runs, drawings, and what was heard or planned that still wait there, or that the
 * queues' store has lost. Each is handed out once in that time, to be added again: an id that is there adds nothing.
 * Locks: those rows, which it marks as dispatched now; rows that another relay holds are left to it.
 */
export async function takeUndelivered(db: Db, input: { before: Date; at: Date; limit: number }): Promise<DueEffect[]> {
  return db.query<DueEffect>(sql`
    with old as (
      select id from effects
      where state = 'dispatched' and (gated or kind in ('tool.run', 'voice.transcribe', 'intent.plan', 'report.render', 'inbox.heard', 'inbox.planned')) and dispatched_at < ${input.before} and payload is not null
      order by dispatched_at limit ${input.limit}
      for update skip locked
    )
    update effects e set dispatched_at = ${input.at} from old where e.id = old.id
    returning ${dueColumns}`);
}
