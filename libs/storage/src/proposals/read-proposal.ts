import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { proposalColumns, type Proposal } from './proposal-row';

/** A proposal as it is now; null: there is none. Locks nothing. */
export async function readProposal(db: Db, proposalId: string): Promise<Proposal | null> {
  const [row] = await db.query<Proposal>(sql.named('read-proposal')`select ${proposalColumns} from action_proposals p where p.proposal_id = ${proposalId}::uuid`);
  return row ?? null;
}

/** The same, locked until the transaction ends: of two that change it, the second sees what the first wrote. */
export async function lockProposal(tx: Db, proposalId: string): Promise<Proposal | null> {
  const [row] = await tx.query<Proposal>(sql.named('lock-proposal')`
    select ${proposalColumns} from action_proposals p where p.proposal_id = ${proposalId}::uuid for update`);
  return row ?? null;
}
