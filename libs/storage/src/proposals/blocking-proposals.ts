import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Proposal, ProposalState } from './proposal-row';

export interface BlockingProposal {
  readonly proposalId: string;
  readonly tool: string;
  readonly state: Extract<ProposalState, 'confirmed' | 'executing' | 'unknown'>;
}

/**
 * Other proposals of the shop that share a conflict group and are under way, or whose outcome is open.
 * Locks: the shop's confirms against each other, until the transaction ends: of two confirms at once the second sees the first.
 */
export async function blockingProposals(tx: Db, of: Pick<Proposal, 'proposalId' | 'shopId' | 'conflictGroups'>): Promise<BlockingProposal[]> {
  await tx.query(sql.named('lock-confirms')`select pg_advisory_xact_lock(hashtextextended('confirms', ${of.shopId}::bigint))`);
  return tx.query<BlockingProposal>(sql.named('blocking-proposals')`
    select proposal_id as "proposalId", tool, state from action_proposals
    where shop_id = ${of.shopId} and state in ('confirmed', 'executing', 'unknown') and proposal_id <> ${of.proposalId}::uuid
      and conflict_groups && ${[...of.conflictGroups]}::text[]
    order by confirmed_at`);
}

/** Proposals of the shop whose outcome is open, oldest first; for the panel of the systems. Locks nothing. */
export async function unsettledProposals(db: Db, of: { shopId: number; limit: number }): Promise<Pick<Proposal, 'proposalId' | 'tool' | 'unknownAt'>[]> {
  return db.query(sql.named('unsettled-proposals')`
    select proposal_id as "proposalId", tool, unknown_at as "unknownAt" from action_proposals
    where shop_id = ${of.shopId} and state = 'unknown' order by unknown_at limit ${of.limit}`);
}
