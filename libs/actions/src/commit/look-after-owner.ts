import { done, type Outcome } from '@ownerbot/queues';
import type { Proposal } from '@ownerbot/storage';
import { actionEvent, ageSec } from '../audit';
import { enquire } from './enquire';
import type { Enquiry } from './next-step';
import { lookAt, NEVER_RECEIVED_AFTER_MS } from './schedule';
import { deadlineOf, shopCallOf, type RemoteCommit } from './work';
import { settle } from './write-change';

/**
 * SIS is asked on after the owner has said what happened. An answer against the owner's word changes nothing but is told, to the
 * owner and to the operators.
 */
export async function lookAfterOwner({ work, port }: RemoteCommit): Promise<Outcome> {
  const { proposal, parts } = work;
  const now = parts.clock.now();
  const { enquiry } = await enquire(port, proposal, await shopCallOf(work));
  const says = saidBySis(enquiry, proposal, now);
  const free = { leaseOwner: null, leaseUntil: null };
  if (says === null) {
    const looks = proposal.looks + 1;
    const nextLookAt = enquiry === 'not_offered' ? null : lookAt(proposal.unknownAt ?? now, looks);
    await settle(work, { patch: { ...free, looks, nextLookAt }, audit: [], tell: null });
    return done();
  }
  const contradicts = says !== proposal.state;
  await settle(work, {
    patch: { ...free, nextLookAt: null },
    audit: contradicts
      ? [actionEvent(proposal, 'action_contradiction', { answer: proposal.state === 'committed' ? 'yes' : 'no', enquiry_state: enquiry, age_sec: ageSec(proposal.settledAt ?? now, now) })]
      : [],
    tell: contradicts ? { about: 'contradiction', enquiryState: enquiry } : null,
  });
  return done();
}

/** Null: nothing definite. */
function saidBySis(enquiry: Enquiry, proposal: Proposal, now: Date): 'committed' | 'failed' | null {
  if (enquiry === 'committed') return 'committed';
  if (enquiry === 'rejected') return 'failed';
  const isCertain = now.getTime() > deadlineOf(proposal).getTime() + NEVER_RECEIVED_AFTER_MS;
  return enquiry === 'never_received' && isCertain ? 'failed' : null;
}
