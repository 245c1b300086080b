import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** Jobs of the shop that confirmed proposals of an owner have started since a moment. Locks nothing. */
export async function ownJobs(db: Db, input: { readonly ownerUserId: string; readonly since: Date }): Promise<string[]> {
  const rows = await db.query<{ jobId: string }>(sql.named('own-jobs')`
    select result ->> 'job_id' as "jobId" from action_proposals
    where owner_user_id = ${input.ownerUserId}::bigint and state = 'committed' and settled_at >= ${input.since} and result ->> 'job_id' is not null`);
  return rows.map((row) => row.jobId);
}
