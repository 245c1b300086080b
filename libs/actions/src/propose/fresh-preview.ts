import type { NewEffect, Proposal } from '@ownerbot/storage';
import type { ActionParts } from '../parts';

/** Number of a fresh preview among the effects of the press that ended the old proposal: past all that a turn numbers. */
const FRESH_N = 900;

/**
 * Runs the preview of a proposal once more: a tool run as the owner asked for it, in the mode that counts now, whose answer is a new
 * proposal under the message.
 */
export function freshPreview({ limits }: Pick<ActionParts, 'limits'>, proposal: Proposal, { now, mode }: { now: Date; mode: string }): NewEffect {
  const { botId, decidedUpdateId } = proposal;
  const id = `tg-${botId}-${decidedUpdateId ?? updateOf(proposal.correlationId)}-${FRESH_N}`;
  const deadline = new Date(now.getTime() + limits.readRetryDeadlineSec * 1_000);
  const payload = { ...proposal.asked, mode, effectId: id, requestedAt: now.toISOString(), deadlineAt: deadline.toISOString() };
  return { id, n: FRESH_N, kind: 'tool.run', gated: false, laneKey: null, payload };
}

function updateOf(correlationId: string): string {
  return correlationId.split('-').at(-1) ?? '0';
}

/** The button that offers it: the same request as a fresh run. */
export function freshPreviewData(proposal: Proposal): string | null {
  const id: unknown = 'effectId' in proposal.asked ? proposal.asked.effectId : null;
  return typeof id === 'string' && /^tg-/.test(id) ? `retry:${id}` : null;
}
