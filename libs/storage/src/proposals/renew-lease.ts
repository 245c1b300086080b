import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** Keeps a lease for longer. Returns false when it is somebody else's by now: whoever asked must stop. Locks: the proposal's row. */
export async function renewLease(db: Db, input: { proposalId: string; owner: string; until: Date }): Promise<boolean> {
  const rows = await db.query(sql.named('renew-lease')`
    update action_proposals set lease_until = ${input.until}, next_look_at = ${input.until}
    where proposal_id = ${input.proposalId}::uuid and lease_owner = ${input.owner} returning 1`);
  return rows.length > 0;
}
