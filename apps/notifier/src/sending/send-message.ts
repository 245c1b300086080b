import { whileStoresAnswer } from '@ownerbot/conversation';
import { later, type Handler, type Outcome, type OutgoingMessage } from '@ownerbot/queues';
import type { SendOutcome } from '../notifier-metrics';
import { answerPress, changeButtons, removeMessage, sendAction } from './send-gesture';
import { sendFile } from './send-file';
import { sendText } from './send-text';
import type { SendingParts, SendJob } from './sending-parts';

/** The handler of `message.send`. */
export function sendMessage(parts: SendingParts): Handler<'message.send'> {
  return (job) =>
    whileStoresAnswer(async () => {
      const { message, chatId } = job.payload;
      const waitMs = parts.waits.remainingMs(chatId);
      if (waitMs > 0 && message.type !== 'action') {
        parts.counts.ended(message.type, 'limited');
        return later(waitMs, 'Telegram asked to wait');
      }
      const outcome = await dispatchByType(parts, job, message);
      parts.counts.ended(message.type, nameOf(outcome));
      if (outcome.type === 'done') parts.state.answered();
      if (outcome.type === 'done') parts.counts.sentAfter((parts.clock.now().getTime() - job.addedAt.getTime()) / 1_000);
      return outcome;
    });
}

function dispatchByType(parts: SendingParts, job: SendJob, message: OutgoingMessage): Promise<Outcome> {
  switch (message.type) {
    case 'text':
      return sendText(parts, job, message);
    case 'document':
    case 'photo':
      return sendFile(parts, job, message);
    case 'callback':
      return answerPress(parts, job, message);
    case 'action':
      return sendAction(parts, job, message);
    case 'markup':
      return changeButtons(parts, job, message);
    case 'delete':
      return removeMessage(parts, job, message);
  }
}

function nameOf(outcome: Outcome): SendOutcome {
  if (outcome.type === 'done') return 'sent';
  if (outcome.type === 'dead') return 'given-up';
  return 'again';
}
