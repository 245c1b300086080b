import { followUpsOf, isProposalData, judgePress, parsePress, recipientsOf, stepsOf, type PressFacts, type ProposalPress, type ProposalView, type Verdict } from '@ownerbot/actions';
import type { PlanRow, Proposal } from '@ownerbot/storage';
import type { ComposedDomains } from '../domain/compose-domains';
import type { ReplyContext } from '../domain/context';
import { answering } from '../decide/decision-parts';
import type { Asked } from '../decide/decide-request';
import { outdated } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import { linesAround } from '../plans/plan-lines';
import type { Decision, EffectIntent } from '../model/decision';
import { callbackAnswer, textMessage } from '../model/message';
import { actionFacts, presentOutcome } from './present-outcome';
import { presentPreview } from './present-preview';

/** What was read under lock, in the turn's transaction, for a press on a proposal or for the cancel word. */
export type ProposalFacts =
  | { readonly type: 'press'; readonly press: ProposalPress; readonly facts: PressFacts }
  /** With the plan of the chat that nobody has confirmed yet. */
  | { readonly type: 'newest'; readonly proposal: Proposal | null; readonly plan: PlanRow | null };

/** What the turn's transaction does to a proposal. Places are numbers of the decision's effects, from 1. */
export type ProposalStep =
  | { readonly type: 'verdict'; readonly proposal: Proposal; readonly plan: PlanRow | null; readonly verdict: Verdict; readonly messageN: number | null; readonly commitN: number | null }
  | { readonly type: 'cancel'; readonly proposal: Proposal; readonly plan: PlanRow | null }
  | { readonly type: 'cancel-plan'; readonly plan: PlanRow }
  | { readonly type: 'shown'; readonly proposal: Proposal; readonly messageN: number };

type Press = Extract<Request, { type: 'press' }>;

/** A press on `confirm:`, `cancel:` or `settle:`. The guards are judged over the locked row, so what is decided here holds. */
export function decideProposalPress(composed: ComposedDomains, asked: Asked, request: Press): Decision {
  const read = asked.facts.proposal;
  if (read?.type !== 'press') return outdated(asked, request);
  const { press, facts } = read;
  const { event, session, context } = asked;
  const verdict = judgePress(press, facts, { userId: context.principal.telegramId, chatId: event.chatId, isOwner: context.principal.roles.includes('owner'), receivedAt: event.receivedAt });
  const { proposal } = facts;
  const answer = pressAnswer(context, verdict, proposal);
  const effects: EffectIntent[] = [{ type: 'aside', message: callbackAnswer(request.pressId, answer.text, answer.isAlert) }];
  const shown = proposal === null ? null : withFollowUp(composed, facts, redrawn(verdict, proposal, context.now));
  if (shown !== null) {
    const reply = presentOutcome(composed.actions.get(shown.proposal.tool)?.presenter ?? null, shown, context);
    effects.push({ type: 'answer', message: textMessage(reply, editing(request, shown.proposal)) });
  }
  const messageN = shown === null ? null : effects.length;
  if (proposal !== null && (verdict.type === 'confirmed' || verdict.type === 'check')) {
    effects.push({ type: 'commit', proposalId: proposal.proposalId, reason: verdict.type === 'check' ? 'check' : 'commit' });
  }
  const commitN = verdict.type === 'confirmed' ? effects.length : null;
  return {
    ...answering(session, effects),
    result: isRefusal(verdict) ? 'refused' : 'answered',
    awaitsAnswer: shown !== null,
    step: proposal === null ? null : { type: 'verdict', proposal, plan: facts.plan, verdict, messageN, commitN },
  };
}

/** The owner's word ends the plan too: the message of it goes to the team, or nowhere. */
function withFollowUp({ actionRegistry }: ComposedDomains, { plan }: PressFacts, view: ProposalView | null): ProposalView | null {
  if (view === null || plan?.state !== 'confirmed' || plan.proposalId !== view.proposal.proposalId) return view;
  const { state } = view.proposal;
  const recipients = recipientsOf(plan, actionRegistry, view.proposal);
  if (recipients === 0 || (state !== 'committed' && state !== 'failed')) return view;
  return { ...view, followUp: { state: state === 'committed' ? 'sending' : 'dropped', recipients } };
}

/** Takes back the chat's newest plan or open proposal; a plan goes with the proposal that it waits for. Null: there is neither. */
export function cancelNewestProposal(composed: ComposedDomains, asked: Asked): Decision | null {
  const read = asked.facts.proposal;
  if (read?.type !== 'newest') return null;
  const { proposal, plan } = read;
  if (plan !== null && plan.proposalId !== proposal?.proposalId && (proposal === null || plan.createdAt > proposal.createdAt)) return cancelWaitingPlan(asked, plan);
  if (proposal === null) return null;
  const { session, context } = asked;
  const cancelled: Proposal = { ...proposal, state: 'cancelled', reason: 'cancel_word' };
  const reply = presentOutcome(composed.actions.get(proposal.tool)?.presenter ?? null, viewOf(cancelled, context.now), context);
  const effects: EffectIntent[] = [{ type: 'answer', message: textMessage(reply) }];
  if (proposal.messageEffectId !== null) effects.push({ type: 'aside', message: { type: 'markup', of: proposal.messageEffectId } });
  return { ...answering(session, effects), step: { type: 'cancel', proposal, plan } };
}

/** A plan without an open preview: it is still being made, or its time is over. */
function cancelWaitingPlan({ session, context }: Asked, plan: PlanRow): Decision {
  const reply = { html: context.texts.html('plan.cancelled') };
  return { ...answering(session, [{ type: 'answer', message: textMessage(reply) }]), ended: stepsOf(plan).flatMap(({ runId }) => (runId === undefined ? [] : [runId])), step: { type: 'cancel-plan', plan } };
}

/** Shows the chat's newest open preview once more: words of consent confirm nothing, its button does. Null: none waits. */
export function showNewestProposal(composed: ComposedDomains, { facts, session, context }: Asked): Decision | null {
  const proposal = facts.proposal?.type === 'newest' ? facts.proposal.proposal : null;
  const presenter = proposal === null ? undefined : composed.actions.get(proposal.tool)?.presenter;
  if (proposal === null || presenter === undefined || proposal.expiresAt <= context.now) return null;
  const plan = facts.proposal?.type === 'newest' ? facts.proposal.plan : null;
  const shown = actionFacts(proposal);
  const around = plan?.proposalId === proposal.proposalId ? linesAround(composed, { steps: stepsOf(plan), followUps: followUpsOf(plan), facts: shown }, context) : undefined;
  const preview = presentPreview(presenter, { facts: shown, forceRequired: proposal.forceRequired, expiresAt: proposal.expiresAt }, context, around);
  const reply = { ...preview, html: `${context.texts.html('action.preview.only_button')}\n\n${preview.html}` };
  const effects: EffectIntent[] = [{ type: 'answer', message: textMessage(reply) }];
  if (proposal.messageEffectId !== null) effects.push({ type: 'aside', message: { type: 'markup', of: proposal.messageEffectId } });
  return { ...answering(session, effects), step: { type: 'shown', proposal, messageN: 1 } };
}

/** The proposal that a press names; null for other data, and for what is malformed. */
export function proposalPressOf(data: string | null): ProposalPress | null {
  return data !== null && isProposalData(data) ? parsePress(data) : null;
}

function editing(request: Press, { messageEffectId }: Proposal): { editMessageId?: string; editOf?: string } {
  if (request.messageId !== null) return { editMessageId: request.messageId };
  return messageEffectId === null ? {} : { editOf: messageEffectId };
}

/** The proposal as its message will show it after this press; null: the message stays. */
function redrawn(verdict: Verdict, proposal: Proposal, now: Date): ProposalView | null {
  switch (verdict.type) {
    case 'gone':
    case 'denied':
    case 'state':
    case 'blocked':
    case 'check':
      return null;
    case 'confirmed':
      return viewOf({ ...proposal, state: 'confirmed' }, now);
    case 'expired':
      return viewOf({ ...proposal, state: 'expired' }, now);
    case 'tampered':
      return viewOf({ ...proposal, state: 'cancelled', reason: 'tampered' }, now);
    case 'mode-changed':
      return viewOf({ ...proposal, state: 'cancelled', reason: 'mode_changed' }, now);
    case 'cancelled':
      return viewOf({ ...proposal, state: 'cancelled', reason: 'cancelled' }, now);
    case 'settled':
      return viewOf({ ...proposal, state: verdict.to, settledBy: 'owner', errorCode: verdict.to === 'failed' ? 'NOT_EXECUTED' : null, reason: 'owner' }, now);
  }
}

function viewOf(proposal: Proposal, at: Date): ProposalView {
  return { proposal, at, about: 'state', asksOwner: false, freshPreview: false };
}

function isRefusal({ type }: Verdict): boolean {
  return ['gone', 'denied', 'state', 'blocked', 'expired', 'tampered', 'mode-changed'].includes(type);
}

interface PressAnswer {
  readonly text?: string;
  readonly isAlert?: boolean;
}

/** The short text on a press: an alert where nothing in the message changes, a toast where it does. */
function pressAnswer({ texts, formats }: ReplyContext, verdict: Verdict, proposal: Proposal | null): PressAnswer {
  switch (verdict.type) {
    case 'gone':
      return { text: texts.text('action.press.gone'), isAlert: true };
    case 'denied':
      return { text: texts.text(verdict.guard === 'G2' ? 'action.press.not_yours' : 'action.press.no_force'), isAlert: true };
    case 'blocked':
      return { text: texts.text(verdict.reason === 'BUSY' ? 'action.press.busy' : 'action.press.unsettled'), isAlert: true };
    case 'state':
      return { text: stateText(proposal) };
    case 'confirmed':
      return { text: texts.text('action.press.accepted') };
    case 'check':
      return { text: texts.text('action.press.checking') };
    case 'settled':
      return { text: texts.text('action.press.recorded') };
    case 'expired':
    case 'tampered':
    case 'mode-changed':
    case 'cancelled':
      return {};
  }

  function stateText(settled: Proposal | null): string {
    switch (settled?.state) {
      case undefined:
      case 'proposed':
        return texts.text('action.press.gone');
      case 'confirmed':
      case 'executing':
        return texts.text('action.press.running');
      case 'committed':
        return texts.text('action.press.done', { time: formats.time((settled.settledAt ?? settled.createdAt).toISOString()) });
      case 'failed':
      case 'unknown':
      case 'cancelled':
      case 'expired':
        return texts.text(`action.press.${settled.state}`);
    }
  }
}
