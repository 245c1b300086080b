import { blockingProposals, lockProposal, type Db, type TenantSettings } from '@ownerbot/storage';
import { isPayloadSealed } from '../integrity/seal';
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
  return {
    proposal,
    blocking: isOpenConfirm ? await blockingProposals(tx, proposal) : [],
    isSealed: proposal !== null && isPayloadSealed(parts.keys, proposal),
    mode: parts.effectiveMode(tenant),
    shopId: tenant.shopId,
  };
}
