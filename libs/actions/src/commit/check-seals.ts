import type { NewAuditEvent, Proposal } from '@ownerbot/storage';
import { actionEvent } from '../audit';
import { isApplySealed, isPayloadSealed } from '../integrity/seal';
import type { ActionParts } from '../parts';

/** Null: both seals hold. Otherwise what the audit says of it. */
export function brokenSeal({ keys }: Pick<ActionParts, 'keys'>, proposal: Proposal): NewAuditEvent | null {
  if (isPayloadSealed(keys, proposal) && isApplySealed(keys, proposal)) return null;
  return actionEvent(proposal, 'confirm_payload_corrupted', { where: 'commit', hmac_key_id: proposal.hmacKeyId });
}
