import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Proposal, ProposalState } from './proposal-row';

/** Every condition that is given must hold. */
export interface ProposalSearch {
  readonly state?: ProposalState;
  readonly tool?: string;
  readonly chatId?: string;
  readonly correlationId?: string;
  /** The page after this proposal. */
  readonly before?: { readonly createdAt: Date; readonly proposalId: string };
  readonly limit: number;
}

export type ListedProposal = Pick<
  Proposal,
  'proposalId' | 'tool' | 'state' | 'mode' | 'shopId' | 'chatId' | 'correlationId' | 'targetTotal' | 'errorCode' | 'settledBy' | 'createdAt' | 'settledAt'
>;

/** Proposals, newest first. Does not count them. Locks nothing. */
export async function listProposals(db: Db, { state, tool, chatId, correlationId, before, limit }: ProposalSearch): Promise<ListedProposal[]> {
  return db.query<ListedProposal>(sql`
    select proposal_id as "proposalId", tool, state, mode, shop_id as "shopId", chat_id as "chatId", correlation_id as "correlationId",
      target_total as "targetTotal", error_code as "errorCode", settled_by as "settledBy", created_at as "createdAt", settled_at as "settledAt"
    from action_proposals
    where (${state ?? null}::text is null or state = ${state ?? null})
      and (${tool ?? null}::text is null or tool = ${tool ?? null})
      and (${chatId ?? null}::bigint is null or chat_id = ${chatId ?? null})
      and (${correlationId ?? null}::text is null or correlation_id = ${correlationId ?? null})
      and (${before?.createdAt ?? null}::timestamptz is null or (created_at, proposal_id) < (${before?.createdAt ?? null}, ${before?.proposalId ?? null}::uuid))
    order by created_at desc, proposal_id desc limit ${limit}`);
}
