import { appendAudit, moveProposal, type Db, type NewAuditEvent, type Proposal, type ProposalPatch, type ProposalState } from '@ownerbot/storage';
import { actionEvent, ageSec } from '../audit';
import { ProposalMovedError } from '../errors';
import { sealApply } from '../integrity/seal';
import { freezeApply } from '../model/freeze-apply';
import type { ActionParts } from '../parts';
import type { Presser, Verdict } from './judge-press';

/** A job that is lost in the queue's store is looked for after this time. */
const LOST_JOB_MS = 30_000;

/** The turn that a press is part of. */
export interface PressTurn {
  readonly presser: Presser;
  readonly updateId: string;
  readonly at: Date;
  /** The effect that redraws the proposal's message; null: it is not redrawn. */
  readonly messageEffectId: string | null;
  /** Place of the commit among the effects of its request; null without one. */
  readonly commitPlace: { readonly requestSeq: string; readonly n: number } | null;
}

/** The owner takes an open proposal back otherwise than by its button. */
export type CancelReason = 'cancelled' | 'cancel_word' | 'superseded' | 'plan_cancelled';

/**
 * Writes what a verdict means, with its audit events, in the turn's transaction. The proposal is locked in it.
 * @throws ProposalMovedError when it is not as it was read.
 */
export async function applyVerdict(parts: Pick<ActionParts, 'keys' | 'limits' | 'registry'>, tx: Db, proposal: Proposal, verdict: Verdict, turn: PressTurn): Promise<void> {
  const { at, presser } = turn;
  const shown = turn.messageEffectId === null ? {} : { messageEffectId: turn.messageEffectId };
  const move = (to: ProposalState, patch: ProposalPatch, audit: readonly NewAuditEvent[]) => moved(tx, proposal, { to, patch: { ...patch, ...shown }, audit, at });
  switch (verdict.type) {
    case 'gone':
    case 'state':
    case 'blocked':
    case 'check':
      return;
    case 'denied':
      return deny(tx, proposal, verdict.guard, presser, at);
    case 'expired':
      return move('expired', { reason: 'pressed_late', settledAt: at }, [actionEvent(proposal, 'action_expired', { reason: 'pressed_late', age_sec: ageSec(proposal.createdAt, at) })]);
    case 'tampered':
      return move('cancelled', { reason: 'tampered', errorCode: 'PAYLOAD_TAMPERED', settledAt: at }, [
        actionEvent(proposal, 'confirm_payload_corrupted', { where: 'confirm', hmac_key_id: proposal.hmacKeyId }),
        cancelledEvent(proposal, 'tampered', at),
      ]);
    case 'mode-changed':
      return move('cancelled', { reason: 'mode_changed', errorCode: 'PREVIEW_STALE', settledAt: at }, [cancelledEvent(proposal, 'mode_changed', at)]);
    case 'cancelled':
      return move('cancelled', { reason: 'cancelled', settledAt: at }, [cancelledEvent(proposal, 'cancelled', at)]);
    case 'confirmed':
      return move('confirmed', confirmed(parts, proposal, verdict.forced, turn), [
        actionEvent(proposal, 'action_confirmed', { forced: verdict.forced, pressed_at: presser.receivedAt.toISOString(), received_at: presser.receivedAt.toISOString(), update_id: turn.updateId }),
      ]);
    case 'settled':
      return move(verdict.to, settledByOwner(verdict.to, at), [
        actionEvent(proposal, 'action_settled_by_owner', { answer: verdict.to === 'committed' ? 'yes' : 'no', evidence: evidenceOf(proposal), age_sec: ageSec(proposal.unknownAt ?? at, at) }),
        verdict.to === 'committed'
          ? actionEvent(proposal, 'action_committed', { affected_count: null, previewed_count: proposal.targetTotal, settled_by: 'owner', warnings: [] })
          : actionEvent(proposal, 'action_failed', { error_code: 'NOT_EXECUTED', reason: 'owner' }),
      ]);
  }
}

/** Takes an open proposal back by the cancel word, or for another reason of the system. Locked in the transaction. */
export async function cancelOpen(tx: Db, proposal: Proposal, cancel: { reason: CancelReason; at: Date; messageEffectId: string | null; supersededBy?: string }): Promise<void> {
  const { reason, at, messageEffectId, supersededBy } = cancel;
  await moved(tx, proposal, {
    to: 'cancelled',
    at,
    patch: { reason, settledAt: at, ...(messageEffectId === null ? {} : { messageEffectId }), ...(supersededBy === undefined ? {} : { supersededBy }) },
    audit: [cancelledEvent(proposal, reason, at)],
  });
}

function cancelledEvent(proposal: Proposal, reason: string, at: Date): NewAuditEvent {
  return actionEvent(proposal, 'action_cancelled', { reason, age_sec: ageSec(proposal.createdAt, at) }, reason === 'tampered' ? 'error' : 'info');
}

/** Everything that every send of it will have, byte for byte, and until when. */
function confirmed(parts: Pick<ActionParts, 'keys' | 'limits' | 'registry'>, proposal: Proposal, forced: boolean, turn: PressTurn): ProposalPatch {
  const notAfter = new Date(turn.at.getTime() + parts.limits.commitDeadlineSec * 1_000);
  const frozen = freezeApply(parts.registry.named(proposal.tool), proposal, { forced, notAfter });
  const { commitPlace: place } = turn;
  return {
    confirmedAt: turn.at,
    decidedUpdateId: turn.updateId,
    forced,
    notAfter,
    ...frozen,
    applyHmac: sealApply(parts.keys, proposal, { ...frozen, payloadHmac: proposal.payloadHmac, forced, notAfter }),
    nextLookAt: new Date(turn.at.getTime() + LOST_JOB_MS),
    ...(place === null ? {} : { requestSeq: place.requestSeq, baseN: place.n * 1_000 }),
  };
}

/** SIS is still asked at the stored positions: what it says later may contradict the owner. */
function settledByOwner(to: 'committed' | 'failed', at: Date): ProposalPatch {
  return { settledBy: 'owner', settledAt: at, reason: 'owner', ...(to === 'failed' ? { errorCode: 'NOT_EXECUTED' } : {}) };
}

function evidenceOf({ errorDetails }: Proposal): unknown {
  return errorDetails !== null && 'evidence' in errorDetails ? errorDetails.evidence : null;
}

/** The row stays as it is; who tried is recorded. */
async function deny(tx: Db, proposal: Proposal, guard: string, presser: Presser, at: Date): Promise<void> {
  const event = actionEvent(proposal, 'action_denied', { guard, presser_user_id: presser.userId, presser_chat_id: presser.chatId });
  await appendAudit(tx, { correlationId: proposal.correlationId, at, events: [event] });
}

async function moved(tx: Db, proposal: Proposal, move: { to: ProposalState; patch: ProposalPatch; audit: readonly NewAuditEvent[]; at: Date }): Promise<void> {
  const done = await moveProposal(tx, { proposal, ...move });
  if (!done.moved) throw new ProposalMovedError(proposal.proposalId);
}
