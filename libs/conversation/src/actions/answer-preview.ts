import { buildProposal, storeProposal, type ActionParts, type StoredProposal } from '@ownerbot/actions';
import type { NewAuditEvent } from '@ownerbot/storage';
import type { ToolResponse } from '@ownerbot/tools';
import { dispatch } from '../turn/dispatch';
import { lastSaid, say } from '../answers/say';
import { replyTarget } from '../answers/show-progress';
import { REPLY_N, type AnswerParts } from '../answers/tool-run-parts';
import type { RunInWork } from '../answers/run-facts';
import type { AuditNote } from '../model/audit-note';
import { effectId } from '../model/effect';
import { textMessage } from '../model/message';
import type { NumberedEffect } from '../model/number-effects';
import type { Reply } from '../model/reply';
import { outcomeOfRun } from '../record/outcome';
import { actionFacts } from './present-outcome';
import { presentPreview, presentWhatIf } from './present-preview';

/** What a preview's answer is: a proposal with its buttons, or the domain's explanation of why there is nothing to confirm. */
export interface PreviewAnswer {
  readonly parts: AnswerParts;
  readonly actions: ActionParts;
  readonly run: RunInWork;
  readonly response: ToolResponse;
  /** The explanation of a preview that would change nothing. */
  readonly explain: () => Reply;
}

/**
 * Answers the run of an action tool. The proposal is stored in the transaction that writes the message and finishes the run: a
 * second run of the same job finds both.
 */
export async function answerPreview({ parts, actions, run, response, explain }: PreviewAnswer): Promise<void> {
  const { payload, correlationId, context } = run;
  const now = parts.clock.now();
  const messageEffectId = effectId(payload.effectId, REPLY_N.answer);
  const previewed = buildProposal(actions, { run: payload, correlationId, tenant: context.tenant, response, messageEffectId, now });
  const editOf = lastSaid(run);
  const send = (reply: Reply) => textMessage(reply, { editOf, replyToMessageId: replyTarget(editOf === null ? run : { ...run, isOneOfSeveral: true }) });
  const outcome = outcomeOfRun(response, { tool: payload.tool, kind: 'action', artifacts: 0 });
  const points = { what: 'answer', outcome, written: 'tool.answer-written', added: 'tool.answer-added' } as const;
  if (previewed.type === 'noop') {
    const reply = explain();
    await say(parts, run, { ...points, message: send(reply), audit: notes(previewed.audit), ...(reply.keep === undefined ? {} : { keep: reply.keep }) });
    return;
  }
  const { proposal } = previewed;
  const presenter = parts.composed.actions.get(proposal.tool)?.presenter;
  if (presenter === undefined) throw new TypeError(`no domain tells of ${proposal.tool}`);
  if (payload.previewOnly === true) {
    // What was only looked at can never be confirmed: no row, no buttons.
    await say(parts, run, { ...points, message: send(presentWhatIf(presenter, actionFacts({ ...proposal, result: null }), context)), audit: notes(previewed.audit) });
    return;
  }
  const reply = presentPreview(presenter, { facts: actionFacts({ ...proposal, result: null }), forceRequired: proposal.forceRequired, expiresAt: proposal.expiresAt }, context);
  let stored: StoredProposal = { effects: [], written: [] };
  await say(parts, run, {
    ...points,
    message: send(reply),
    within: async (tx) => {
      stored = await storeProposal(tx, { proposal, toolEffectId: payload.effectId, audit: previewed.audit, at: now });
    },
  });
  if (stored.effects.length === 0) return;
  const chat = { botId: payload.botId, chatId: payload.chatId, correlationId };
  await dispatch(parts, { seq: null, chat, effects: stored.effects as readonly NumberedEffect[], written: stored.written, recheck: false, added: 'tool.answer-added' });
}

/** Events of a preview, for the statement that writes its answer. */
export function notes(events: readonly NewAuditEvent[]): AuditNote[] {
  return events.map(({ eventType, severity, fields }) => ({ eventType, severity, fields }));
}
