import { freshPreviewData, pressData, type ProposalView, type StoredPreview } from '@ownerbot/actions';
import { asHtml, errorMessage, shownCode, warningLine } from '@ownerbot/messages';
import type { ActionApplyData } from '@ownerbot/shop';
import type { Proposal, TeamDelivery } from '@ownerbot/storage';
import type { ReplyContext } from '../domain/context';
import type { Reply, ReplyButton } from '../model/reply';
import type { ActionFacts, ActionPresenter } from './action-presenter';
import { exampleLines, paragraphs, sideEffectLines, TOLD_OTHERWISE } from './present-preview';

const SHOWN_EXAMPLES = 3;

/** A stored proposal as presenters see it. */
export function actionFacts(proposal: Pick<Proposal, 'proposalId' | 'tool' | 'mode' | 'asked' | 'payloadCommit' | 'preview' | 'result'>): ActionFacts {
  const { proposalId, tool, mode, asked, payloadCommit, preview, result } = proposal;
  const input: unknown = 'input' in asked ? asked.input : {};
  return {
    proposalId,
    tool,
    mode,
    asked: typeof input === 'object' && input !== null ? { ...input } : {},
    commit: { ...payloadCommit },
    preview: preview as StoredPreview,
    result: result === null ? null : { ...result },
  };
}

/** What the owner reads of a proposal as it is now: it replaces the preview in its message. */
export function presentOutcome(presenter: ActionPresenter | null, view: ProposalView, context: ReplyContext): Reply {
  const { proposal } = view;
  const facts = actionFacts(proposal);
  const title = `<b>${presenter?.title(facts, context) ?? context.texts.html('action.untitled')}</b>`;
  const settle = view.asksOwner ? settleButtons(proposal.proposalId, context) : [];
  switch (view.about) {
    case 'team-progress':
      return { html: paragraphs([title, '', ...teamProgress(view, context)]) };
    case 'evidence':
      return { html: paragraphs([title, '', ...unknownLines(view, context), '', ...evidenceLines(view, context)]), buttons: settle };
    case 'contradiction':
      return { html: paragraphs([title, '', contradictionLine(view, context), '', idLine(proposal, context)]) };
    case 'state': {
      const state = stateReply(presenter, facts, view, context);
      return { ...state, html: paragraphs([title, '', state.html, ...followUpLines(view, context)]), buttons: [...(state.buttons ?? []), ...settle] };
    }
  }
}

function stateReply(presenter: ActionPresenter | null, facts: ActionFacts, view: ProposalView, context: ReplyContext): Reply {
  const { texts } = context;
  const { proposal } = view;
  switch (proposal.state) {
    case 'proposed':
    case 'confirmed':
    case 'executing':
      return { html: texts.html('action.outcome.running') };
    case 'committed':
      return committedReply(presenter, facts, view, context);
    case 'failed':
      return { html: paragraphs(failedLines(view, context)), ...again(view, context) };
    case 'unknown':
      return { html: paragraphs([...unknownLines(view, context), '', idLine(proposal, context)]) };
    case 'cancelled':
      return cancelledReply(view, context);
    case 'expired':
      return { html: texts.html('action.outcome.expired'), ...again(view, context) };
  }
}

function committedReply(presenter: ActionPresenter | null, facts: ActionFacts, view: ProposalView, context: ReplyContext): Reply {
  const { texts, formats } = context;
  const { proposal } = view;
  const result = facts.result ?? {};
  const count = result['affected_count'];
  const warnings = codesOf(result['warnings']);
  const differs = warnings.includes('COMMIT_COUNT_DIFFERS');
  const lines = [
    texts.html(result['status'] === 'already_rolled_back' ? 'action.outcome.rolled_back' : 'action.outcome.done'),
    ...(view.delivery === undefined && typeof count === 'number'
      ? [
          differs
            ? texts.html('action.outcome.count_differs', { count: formats.integer(count), previewed: formats.integer(proposal.targetTotal) })
            : texts.html('action.outcome.count', { count: formats.integer(count) }),
        ]
      : []),
    ...deliveryLines(view, context),
    ...(proposal.result === null ? [] : (presenter?.done?.(facts, context) ?? [])),
    ...doneLines(presenter, facts, context),
    ...warnings.filter((code) => code !== 'COMMIT_COUNT_DIFFERS' && !TOLD_OTHERWISE.includes(code)).map((code) => warningLine(texts, code)),
    ...howFound(proposal, context),
    '',
    idLine(proposal, context),
  ];
  const more = proposal.result === null ? {} : (presenter?.followUps?.(facts, context) ?? {});
  return { ...more, html: paragraphs(lines) };
}

/** Of a change in the shop: some of its rows, what came along with it, and whether it can be taken back. */
function doneLines(presenter: ActionPresenter | null, facts: ActionFacts, context: ReplyContext): string[] {
  const result = (facts.result ?? {}) as Partial<Pick<ActionApplyData, 'examples' | 'side_effects' | 'rollback_available'>>;
  if (result.examples === undefined) return [];
  // A shop need not repeat them: the rows are those of the preview.
  const shown = result.examples.length > 0 ? result.examples : facts.preview.data.examples;
  const examples = presenter === null || presenter.effect !== undefined ? [] : exampleLines(presenter, shown.slice(0, SHOWN_EXAMPLES), context);
  const rollback = presenter?.rollback?.(facts, context);
  return [
    ...examples,
    ...(result.side_effects === undefined ? [] : sideEffectLines(result.side_effects, 'outcome', context)),
    ...(rollback === undefined ? [context.texts.html(result.rollback_available === true ? 'action.outcome.rollback' : 'action.outcome.no_rollback')] : rollback === null ? [] : [rollback]),
  ];
}

function failedLines(view: ProposalView, context: ReplyContext): string[] {
  const { texts } = context;
  const { proposal } = view;
  const code = shownCode(proposal.errorCode ?? 'INTERNAL');
  return [
    reasonLine(code, proposal.reason, context),
    ...(proposal.reason === 'never_received' ? [texts.html('action.outcome.not_received')] : []),
    ...deliveryLines(view, context),
    ...howFound(proposal, context),
    ...(view.freshPreview && proposal.reason !== 'FORCE_REQUIRED' ? [texts.html('action.outcome.fresh_below')] : []),
    '',
    texts.html('error.small_print', { code, id: shortId(proposal.correlationId) }),
  ];
}

/** The text of a code, or of its reason where that has one of its own. */
function reasonLine(code: string, reason: string | null, { texts }: ReplyContext): string {
  if (code === 'UPSTREAM_UNAVAILABLE') return texts.html('action.outcome.unavailable');
  const ofReason = `error.${code}.${reason ?? ''}`;
  if (code === 'ACTION_CONFLICT' && texts.has(ofReason)) return texts.html(ofReason);
  return texts.has(`error.${code}.text`) ? texts.html(`error.${code}.text`) : texts.html('error.INTERNAL.text');
}

function cancelledReply(view: ProposalView, context: ReplyContext): Reply {
  const { reason } = view.proposal;
  if (reason === 'tampered') return { html: context.texts.html('action.outcome.tampered'), ...again(view, context) };
  if (reason === 'mode_changed') return { html: context.texts.html('action.outcome.mode_changed'), ...again(view, context) };
  return { html: context.texts.html('action.outcome.cancelled') };
}

function unknownLines({ asksOwner }: ProposalView, { texts }: ReplyContext): string[] {
  return [texts.html('action.outcome.unknown'), texts.html(asksOwner ? 'action.outcome.unknown_asks' : 'action.outcome.unknown_checks')];
}

function howFound({ settledBy, unknownAt, state }: Proposal, { texts }: ReplyContext): string[] {
  if (settledBy === 'owner') return [texts.html(state === 'committed' ? 'action.outcome.found_owner_yes' : 'action.outcome.found_owner_no')];
  if (settledBy === 'enquiry' && unknownAt !== null) return [texts.html('action.outcome.found_enquiry')];
  return settledBy === 'resend' && state === 'committed' ? [texts.html('action.outcome.found_resend')] : [];
}

function evidenceLines({ evidence }: ProposalView, { texts, formats }: ReplyContext): string[] {
  if (evidence === undefined) return [];
  const numbers = { before: formats.integer(evidence.before), after: formats.integer(evidence.after), elsewhere: formats.integer(evidence.elsewhere) };
  return [
    texts.html('action.evidence.at', { time: formats.time(evidence.checkedAt) }),
    evidence.previewed ? texts.html('action.evidence.standing', numbers) : texts.html('action.evidence.none'),
    texts.html('action.evidence.operation', { state: evidence.operation ?? 'none' }),
  ];
}

function contradictionLine({ proposal, enquiryState }: ProposalView, { texts }: ReplyContext): string {
  return texts.html('action.contradiction', { answer: proposal.state === 'committed' ? 'yes' : 'no', state: enquiryState ?? 'none' });
}

function teamProgress({ delivery = [] }: ProposalView, { texts, formats }: ReplyContext): string[] {
  const sent = delivery.filter((one) => one.state === 'sent').length;
  return [texts.html('action.outcome.running'), texts.html('action.team.progress', { sent: formats.integer(sent), total: formats.integer(delivery.length) })];
}

function deliveryLines({ delivery = [] }: ProposalView, context: ReplyContext): string[] {
  return listedDelivery(delivery, context);
}

/** By what became of it: who got a message, who did not, and of whom it is not known. */
function listedDelivery(delivery: readonly TeamDelivery[], { texts }: ReplyContext): string[] {
  const states = ['sent', 'failed', 'unconfirmed'] as const;
  return states.flatMap((state) => {
    const chats = delivery.filter((one) => one.state === state).map((one) => `<code>${one.chatId}</code>`);
    return chats.length === 0 ? [] : [texts.html(`action.team.${state}`, { chats: asHtml(chats.join(', ')) })];
  });
}

/** Of the step of a plan: what became of the message that follows it. */
function followUpLines({ followUp }: ProposalView, context: ReplyContext): string[] {
  if (followUp === undefined) return [];
  const { state, recipients, delivery = [] } = followUp;
  const sent = delivery.filter((one) => one.state === 'sent').length;
  const key = state !== 'ended' || sent === delivery.length ? state : sent === 0 ? 'ended_nobody' : 'ended_partly';
  return ['', context.texts.html(`plan.followed.${key}`, state === 'sending' ? { count: recipients } : {}), ...listedDelivery(delivery, context)];
}

function settleButtons(proposalId: string, { texts }: ReplyContext): ReplyButton[][] {
  return [
    [{ text: texts.text('action.button.was_applied'), data: pressData.settle(proposalId, 'yes') }],
    [{ text: texts.text('action.button.was_not'), data: pressData.settle(proposalId, 'no') }],
    [{ text: texts.text('action.button.look_again'), data: pressData.settle(proposalId, 'check') }],
  ];
}

/** The same wish as a fresh preview, where none is on its way. */
function again({ proposal, freshPreview }: ProposalView, { texts }: ReplyContext): Pick<Reply, 'buttons'> {
  const data = freshPreview ? null : freshPreviewData(proposal);
  return data === null ? {} : { buttons: [[{ text: texts.text('action.button.again'), data }]] };
}

function idLine({ correlationId }: Proposal, { texts }: ReplyContext): string {
  return texts.html('action.outcome.id', { id: shortId(correlationId) });
}

function shortId(correlationId: string): string {
  return correlationId.replace(/^tg-\d+-/, '');
}

function codesOf(warnings: unknown): string[] {
  if (!Array.isArray(warnings)) return [];
  return warnings.flatMap((one: unknown) => (typeof one === 'object' && one !== null && 'code' in one && typeof one.code === 'string' ? [one.code] : []));
}

/** Said where a proposal cannot be shown by its presenter: our defect must not hide what happened. */
export function plainOutcome(view: ProposalView, context: ReplyContext): Reply {
  try {
    return presentOutcome(null, view, context);
  } catch {
    return { html: errorMessage(context.texts, { code: 'INTERNAL', correlationId: view.proposal.correlationId }) };
  }
}
