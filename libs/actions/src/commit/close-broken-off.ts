import { finishAttempt, readAttempts } from '@ownerbot/storage';
import { LeaseLostError } from '../errors';
import { attemptEvent } from './commit-own';
import type { CommitWork } from './work';

/** A send without an end may have left, although perhaps nothing did: it counts as uncertain. */
export async function closeBrokenOff(work: CommitWork): Promise<void> {
  const { parts, proposal, leaseOwner } = work;
  const open = (await readAttempts(parts.db, proposal.proposalId)).filter((one) => one.outcome === 'sent');
  for (const { n } of open) {
    const end = { n, outcome: 'uncertain', httpStatus: null, errorKind: 'crashed' } as const;
    const at = parts.clock.now();
    const isOurs = await finishAttempt(parts.db, { ...end, proposalId: proposal.proposalId, leaseOwner, at, audit: [attemptEvent(work, { ...end, durationMs: null, replay: false })] });
    if (!isOurs) throw new LeaseLostError(proposal.proposalId);
  }
}
