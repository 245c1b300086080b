import { whileStoresAnswer } from '@ownerbot/conversation';
import { later, type DeadJob, type Handler, type OnDead, type Outcome, type OutgoingMessage } from '@ownerbot/queues';
import type { Logger, OwnerBotError } from '@ownerbot/runtime';
import { buryDead } from '@ownerbot/storage';
import type { SendOutcome } from '../notifier-metrics';
import { letNextGo } from './finish';
import { answerPress, changeButtons, removeMessage, sendAction } from './send-gesture';
import { sendDocument } from './send-document';
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
      return sendDocument(parts, job, message);
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

/** Lets a chat go on past a message that is dead. Idempotent. */
export function buryMessage(parts: SendingParts, log: Logger): OnDead {
  return async (job: DeadJob, error: OwnerBotError) => {
    const { effectId, botId, chatId } = looseSend(job.payload);
    const { buried } = await buryDead(parts.db, {
      kind: job.kind,
      jobId: job.id,
      effectId: effectId ?? null,
      at: parts.clock.now(),
      correlationId: job.correlationId,
      code: error.code,
      description: error.message,
    });
    if (buried) log.error('message_dead', { jobId: job.id, correlationId: job.correlationId, attempts: job.attempts, error });
    if (botId !== undefined && chatId !== undefined) await letNextGo(parts, { payload: { botId, chatId, effectId }, correlationId: job.correlationId });
  };
}

/** What can be read of a payload that may be of any shape: an invalid one is a reason to be dead. */
function looseSend(payload: unknown): { effectId?: string; botId?: string; chatId?: string } {
  const fields: Readonly<Record<string, unknown>> = typeof payload === 'object' && payload !== null ? { ...payload } : {};
  const text = (name: string): string | undefined => (typeof fields[name] === 'string' && fields[name] !== '' ? fields[name] : undefined);
  return { effectId: text('effectId'), botId: text('botId'), chatId: text('chatId') };
}
