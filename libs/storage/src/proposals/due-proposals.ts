import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { proposalColumns, type Proposal } from './proposal-row';

/** Open proposals whose time was over before a moment. Locks nothing: whoever expires them locks each. */
export async function overdueProposals(db: Db, input: { expiredBefore: Date; limit: number }): Promise<Proposal[]> {
  return db.query<Proposal>(sql.named('overdue-proposals')`
    select ${proposalColumns} from action_proposals p
    where p.state = 'proposed' and p.expires_at < ${input.expiredBefore} order by p.created_at limit ${input.limit}`);
}

/**
 * Confirmed proposals that somebody must look at: their job is lost, their worker is dead, or the next position of their schedule
 * has come. Locks nothing: the lease decides who does it.
 */
export async function dueLooks(db: Db, input: { at: Date; limit: number }): Promise<Pick<Proposal, 'proposalId' | 'state' | 'stateVersion' | 'correlationId'>[]> {
  return db.query(sql.named('due-looks')`
    select proposal_id as "proposalId", state, state_version as "stateVersion", correlation_id as "correlationId" from action_proposals
    where next_look_at <= ${input.at} and (lease_until is null or lease_until <= ${input.at}) order by next_look_at limit ${input.limit}`);
}
