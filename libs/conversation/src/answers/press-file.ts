import { parseCallback } from '@ownerbot/telegram';
import type { Asked } from '../decide/decide-request';
import { answering } from '../decide/decision-parts';
import { acknowledge, outdated } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import type { Decision } from '../model/decision';
import { artifactOfRun } from './answer-file';
import { retryButton } from './no-file';

/**
 * Sends the picture of an answer once more, as a file that Telegram does not make smaller. The button names the run that made the answer; whether
 * its file belongs to the chat is looked at where it is read.
 */
export function pressFile(asked: Asked, request: Extract<Request, { type: 'press' }>): Decision {
  const pressed = parseCallback(request.data);
  if (pressed?.type !== 'file') return outdated(asked, request);
  const { texts } = asked.context;
  const otherwise = { text: texts.html('conversation.file.expired'), buttons: [[retryButton(texts, pressed.requestId)]] };
  return answering(asked.session, [
    ...acknowledge(request),
    { type: 'answer', message: { type: 'document', artifactId: artifactOfRun(pressed.requestId), caption: texts.html('conversation.file.original_caption'), otherwise, delivery: 'at-least-once' } },
  ]);
}
