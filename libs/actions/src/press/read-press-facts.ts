import { blockingProposals, lockProposal, readPlan, type Db, type TenantSettings } from '@ownerbot/storage';
import { isPayloadSealed, isPlanSealed } from '../integrity/seal';
import type { ActionParts } from '../parts';
import type { PressFacts } from './judge-press';
import type { ProposalPress } from './press';

/**
 * Reads what the judgement of a press needs and locks the proposal until the transaction ends: the judgement holds when it is
 * applied in the same transaction.
 */
export async function readPressFacts(parts: Pick<ActionParts, 'keys' | 'effectiveMode'>, tx: Db, press: ProposalPress, tenant: TenantSettings): Promise<PressFacts> {
  const proposal = await lockProposal(tx, press.proposalId);
  const isOpenConfirm = press.type === 'confirm' && proposal?.state === 'proposed';
  // Read behind the lock: whoever changes a plan locks its proposal first.
  const plan = proposal === null || proposal.planId === null ? null : await readPlan(tx, proposal.planId);
  return {
    proposal,
    plan,
    blocking: isOpenConfirm ? await blockingProposals(tx, proposal) : [],
    isSealed: proposal !== null && isPayloadSealed(parts.keys, proposal) && (plan === null || plan.proposalId !== proposal.proposalId || isPlanSealed(parts.keys, plan)),
    mode: parts.effectiveMode(tenant),
    shopId: tenant.shopId,
  };
}
