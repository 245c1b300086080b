import { buildCallback, fitLabel } from '@ownerbot/telegram';
import type { Asked } from '../decide/decide-request';
import { answering } from '../decide/decision-parts';
import { acknowledge } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import type { QuestionTarget } from '../domain/route';
import type { Decision } from '../model/decision';
import { textMessage } from '../model/message';
import type { ReplyButton } from '../model/reply';
import { CLARIFICATION_TTL_MS, clarificationId, type Clarification } from './clarification';
import { carried } from '../record/request-facts';
import { openClarification } from './open-clarification';

/** So many questions in a row about one request; then the help answers. */
export const MOST_ROUNDS = 2;

/** Asks one question; an older one is forgotten. */
export function askQuestion(asked: Asked, request: Request, { html, options, isSeveral, about, buttons = [] }: QuestionTarget): Decision {
  const { session, event, context } = asked;
  const clarification: Clarification = {
    id: clarificationId(event.jobId),
    ownerId: context.principal.telegramId,
    options: options.map(({ label, target }) => ({ label: fitLabel(label), target })),
    round: roundOf(asked),
    ...(isSeveral === true ? { isSeveral } : {}),
    expiresAt: new Date(context.now.getTime() + CLARIFICATION_TTL_MS).toISOString(),
    ...(about === undefined ? {} : { about }),
    ...carried(asked.origin),
  };
  const reply = { html, buttons: [...rowsOf(clarification), [cancelButton(clarification, context.texts.text('conversation.flow.button.cancel')), ...buttons]] };
  return answering({ ...session, clarification }, [...acknowledge(request), { type: 'answer', message: textMessage(reply) }]);
}

/** The number of the question that this text would raise. */
export function roundOf(asked: Asked): number {
  return (openClarification(asked)?.round ?? 0) + 1;
}

/** One row for each option that is still to be chosen. */
export const rowsOf = ({ id, options }: Clarification): ReplyButton[][] => options.flatMap(({ label, isTaken }, n) => (isTaken === true ? [] : [[{ text: label, data: buildCallback({ type: 'answer-question', id, n }) }]]));
export const cancelButton = ({ id }: Clarification, text: string): ReplyButton => ({ text, data: buildCallback({ type: 'drop-question', id }) });
