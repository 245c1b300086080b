import { parseCallback } from '@ownerbot/telegram';
import type { Asked } from '../decide/decide-request';
import { answering } from '../decide/decision-parts';
import { acknowledge, outdated } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import type { Decision } from '../model/decision';
import { textMessage, withoutButtons, type MessageBody } from '../model/message';
import type { ChosenTarget, Clarification } from './clarification';
import { resumed, withoutRequest } from '../record/request-facts';
import { cancelButton, rowsOf } from './ask-question';
import { openClarification } from './open-clarification';

type Follow = (asked: Asked, target: ChosenTarget) => Decision;

/** A press on `ask:…`: the request behind the button runs, and the question loses its buttons. */
export function pressQuestion(asked: Asked, request: Extract<Request, { type: 'press' }>, follow: Follow): Decision {
  const callback = parseCallback(request.data);
  const open = openClarification(asked);
  if (open === null || (callback?.type !== 'answer-question' && callback?.type !== 'drop-question') || callback.id !== open.id) return outdated(asked, request);
  if (callback.type === 'drop-question') return dropQuestion(asked, request);
  const option = open.options[callback.n];
  if (option === undefined || option.isTaken === true) return outdated(asked, request);
  if (open.isSeveral === true) return beginOneOfSeveral(asked, request, { ...open, options: open.options.map((one) => (one === option ? { ...one, isTaken: true } : one)) }, option.target, follow);
  const decision = follow({ ...answered(asked), ...originOfQuestion(asked) }, option.target);
  // A template asks its first question in place of this one; whatever else begins leaves it standing, without buttons.
  if (option.target.type === 'template' || request.messageId === null) return decision;
  return { ...decision, effects: [...decision.effects, { type: 'aside', message: withoutButtons({ messageId: request.messageId }) }] };
}

/** One of several requests begins; the others stay where they can be chosen. */
function beginOneOfSeveral(asked: Asked, request: Extract<Request, { type: 'press' }>, left: Clarification, target: ChosenTarget, follow: Follow): Decision {
  const rest = rowsOf(left);
  // The first of them answers the question; each other one is a request of its own.
  const decision = follow({ ...asked, session: { ...asked.session, clarification: rest.length === 0 ? null : withoutRequest(left) }, ...originOfQuestion(asked) }, target.type === 'template' ? { ...target, as: 'new' } : target);
  if (request.messageId === null) return decision;
  const buttons = [...rest, [cancelButton(left, asked.context.texts.text('conversation.flow.button.cancel'))]];
  const message: MessageBody = rest.length === 0 ? withoutButtons({ messageId: request.messageId }) : { type: 'markup', messageId: request.messageId, buttons };
  return { ...decision, effects: [...decision.effects, { type: 'aside', message }] };
}

/** The request that raised the question which stands open: whatever answers it is that request. */
export function originOfQuestion(asked: Asked): Pick<Asked, 'origin'> {
  const request = openClarification(asked)?.request;
  return request === undefined ? {} : { origin: resumed(request, asked.event.receivedAt) };
}

/** The option that a typed answer names; null: it is a request of its own. */
export function typedOption(clarification: Clarification, text: string): ChosenTarget | null {
  const typed = plain(text);
  const byNumber = /^[1-9]$/.test(typed) && clarification.options.length >= Number(typed) ? clarification.options[Number(typed) - 1] : undefined;
  return (clarification.options.find(({ label }) => plain(label) === typed) ?? byNumber)?.target ?? null;
}

/** Takes the question back; nothing runs. */
export function dropQuestion(asked: Asked, request: Request): Decision {
  const html = asked.context.texts.html('conversation.question.dropped');
  const editMessageId = request.type === 'press' ? request.messageId : null;
  return answering(answered(asked).session, [...acknowledge(request), { type: 'answer', message: textMessage({ html }, { editMessageId }) }]);
}

/** The chat without its question. */
export const answered = (asked: Asked): Asked => (asked.session.clarification === null ? asked : { ...asked, session: { ...asked.session, clarification: null } });

const plain = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/[^\p{L}\p{N}%+−-]+/gu, ' ').trim();
