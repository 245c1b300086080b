import { ShopError, type ShopCall } from '@ownerbot/shop';
import type { Proposal } from '@ownerbot/storage';
import type { ActionResult } from '../model/action-definition';
import type { ApplyPort } from '../port/apply-port';
import { storedRefusal, type Refusal } from '../port/refusal';
import type { Enquiry } from './next-step';

export interface Enquired {
  readonly enquiry: Enquiry;
  /** Of what was committed; null where SIS keeps none. */
  readonly result: ActionResult | null;
  readonly refusal: Refusal | null;
}

/** Asks SIS what became of our key (SIS API v1, 11.2). What it keeps for other bytes or another path is not ours. */
export async function enquire(port: ApplyPort, proposal: Proposal, call: ShopCall): Promise<Enquired> {
  const nothing = { result: null, refusal: null };
  try {
    const answer = await port.operation(proposal.decisionKey, call);
    if (answer === null) return { ...nothing, enquiry: 'never_received' };
    const operation = answer.data;
    if (operation.request_hash !== proposal.requestHash || operation.path !== proposal.applyPath) return { ...nothing, enquiry: 'mismatch' };
    if (operation.state === 'executing') return { ...nothing, enquiry: 'executing' };
    if (operation.state === 'committed') return { enquiry: 'committed', result: operation.result === null ? null : { ...operation.result }, refusal: null };
    if (operation.state === 'rejected') {
      const { error, http_status: httpStatus } = operation;
      return { enquiry: 'rejected', result: null, refusal: storedRefusal({ httpStatus, reason: error?.code ?? null, message: error?.message ?? '' }) };
    }
    return { ...nothing, enquiry: 'unreachable' };
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    return { ...nothing, enquiry: error.code === 'UPSTREAM_NOT_IMPLEMENTED' ? 'not_offered' : 'unreachable' };
  }
}
