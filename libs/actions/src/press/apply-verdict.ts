import { appendAudit, moveProposal, type Db, type NewAuditEvent, type PlanRow, type Proposal, type ProposalPatch, type ProposalState, type TenantSettings } from '@ownerbot/storage';
import { actionEvent, ageSec } from '../audit';
import { ProposalMovedError } from '../errors';
import { sealApply } from '../integrity/seal';
import { freezeApply } from '../model/freeze-apply';
import type { ActionParts } from '../parts';
import type { BesidePlan } from '../plans/begin-plan';
import { cancelPlan, stepPlan } from '../plans/end-plan';
import { planEndOf } from '../plans/plan-end';
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
  /** That the proposal is a step of, as it was read under the proposal's lock. */
  readonly plan: PlanRow | null;
  readonly tenant: TenantSettings;
  readonly commitPlace: { readonly requestSeq: string; readonly n: number } | null;
}

/**
 * Writes what a verdict means, with its audit events, in the turn's transaction. The proposal is locked in it.
 * @returns what was written beside it, to be dispatched after the commit.
 * @throws ProposalMovedError when it is not as it was read.
 */
export async function applyVerdict(parts: Pick<ActionParts, 'keys' | 'limits' | 'registry' | 'texts'>, tx: Db, proposal: Proposal, verdict: Verdict, turn: PressTurn): Promise<BesidePlan> {
  const { at, presser } = turn;
  const shown = turn.messageEffectId === null ? {} : { messageEffectId: turn.messageEffectId };
  const move = (to: ProposalState, patch: ProposalPatch, audit: readonly NewAuditEvent[]) => moved(parts, tx, proposal, { to, patch: { ...patch, ...shown }, audit, turn });
  switch (verdict.type) {
    case 'gone':
    case 'state':
    case 'blocked':
    case 'check':
      return NOTHING;
    case 'denied':
      await deny(tx, proposal, verdict.guard, presser, at);
      return NOTHING;
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

/** Takes an open proposal back by the cancel word, and the plan that it is a step of. Locked in the transaction. */
export async function cancelOpen(tx: Db, proposal: Proposal, { reason, at, plan }: { reason: 'cancel_word'; at: Date; plan: PlanRow | null }): Promise<void> {
  const done = await moveProposal(tx, { proposal, to: 'cancelled', at, patch: { reason, settledAt: at }, audit: [cancelledEvent(proposal, reason, at)] });
  if (!done.moved) throw new ProposalMovedError(proposal.proposalId);
  if (plan?.proposalId === proposal.proposalId) await cancelPlan(tx, plan, reason, at);
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

const NOTHING: BesidePlan = { effects: [], written: [] };

interface Move {
  readonly to: ProposalState;
  readonly patch: ProposalPatch;
  readonly audit: readonly NewAuditEvent[];
  readonly turn: PressTurn;
}

/** Moves a proposal, and with it the plan that waits for it. */
async function moved(parts: Pick<ActionParts, 'keys' | 'limits' | 'registry' | 'texts'>, tx: Db, proposal: Proposal, { to, patch, audit, turn }: Move): Promise<BesidePlan> {
  const { plan, tenant, at } = turn;
  const end = planEndOf(parts, { plan, proposal: { ...proposal, ...patch, state: to }, tenant, at });
  const effects = end?.effects ?? [];
  const done = await moveProposal(tx, { proposal, to, patch, audit: [...audit, ...(end?.audit ?? [])], effects, at });
  if (!done.moved) throw new ProposalMovedError(proposal.proposalId);
  await end?.write(tx);
  if (plan?.proposalId === proposal.proposalId) await withPlan(tx, plan, to, patch, at);
  return { effects, written: done.effects };
}

/** A plan is confirmed and taken back with its step; a preview whose time is over may be made once more while the plan lives. */
async function withPlan(tx: Db, plan: PlanRow, to: ProposalState, { reason }: ProposalPatch, at: Date): Promise<void> {
  if (to === 'confirmed' && plan.state === 'previewed') await stepPlan(tx, plan, { to: 'confirmed', at });
  if (to === 'cancelled') await cancelPlan(tx, plan, reason === 'tampered' || reason === 'mode_changed' ? reason : 'cancelled', at);
}
