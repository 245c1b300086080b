import { done, type ActionMessage, type CallbackAnswer, type DeleteMessage, type MarkupMessage, type Outcome } from '@ownerbot/queues';
import { finishEffect, markSending, markSent } from '@ownerbot/storage';
import { TelegramError, type TelegramErrorKind } from '@ownerbot/telegram';
import { afterFailure } from './after-failure';
import { letNextGo, skip } from './finish';
import type { SendingParts, SendJob } from './sending-parts';

/** An action shows for 5 s; one that comes later than this would show when the answer is there. */
const ACTION_WORTH_MS = 5_000;

/** "typing…": once, best effort, of no effect on anything else. */
export async function sendAction(parts: SendingParts, job: SendJob, { action }: ActionMessage): Promise<Outcome> {
  const { effectId, chatId } = job.payload;
  const isStale = parts.clock.now().getTime() - job.addedAt.getTime() > ACTION_WORTH_MS;
  if (!isStale && parts.waits.remainingMs(chatId) === 0) {
    try {
      await parts.telegram.chatAction(chatId, action, job.signal);
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      if (error.kind === 'rate') parts.counts.limited(parts.waits.note(chatId, error.retryAfterMs ?? 1_000), error.retryAfterMs ?? 1_000);
      job.log.debug('action_not_shown', { effectId, error });
    }
  }
  await finishEffect(parts.db, { effectId, at: parts.clock.now() });
  return done();
}

/** Answers a press. Too late counts as done: the person no longer sees it wait. */
export function answerPress(parts: SendingParts, job: SendJob, { callbackQueryId, text, alert }: CallbackAnswer): Promise<Outcome> {
  return carryOut(parts, job, ['query-too-old'], async () => {
    await parts.telegram.answerCallback({ callbackQueryId, text: text ?? undefined, alert: alert ?? undefined }, job.signal);
  });
}

/** Replaces the buttons of a message that may be gone by now. */
export async function changeButtons(parts: SendingParts, job: SendJob, message: MarkupMessage): Promise<Outcome> {
  const { effectId, botId, chatId } = job.payload;
  const mark = await markSending(parts.db, { effectId, part: 0, botId, chatId, kind: 'markup', at: parts.clock.now(), editOf: message.of ?? null });
  if (mark.effectState === 'finished') return done();
  if (mark.chat.blockedAt !== null) return skip(parts, job, { part: 0, code: 'CHAT_BLOCKED', description: 'the chat refuses us' });
  const messageId = message.messageId ?? mark.target;
  if (messageId === null) return skip(parts, job, { part: 0, code: 'NOTHING_TO_CHANGE', description: 'the message was never sent' });
  return carryOut(parts, job, ['not-modified', 'message-gone'], (chat) => parts.telegram.editMarkup({ chatId: chat, messageId }, message.buttons ?? undefined, job.signal), {
    chat: mark.chat.migratedTo ?? chatId,
    messageId,
  });
}

/** Deletes a message; one that Telegram keeps (it is older than two days) loses its buttons. */
export async function removeMessage(parts: SendingParts, job: SendJob, { messageId }: DeleteMessage): Promise<Outcome> {
  return carryOut(parts, job, ['not-modified', 'message-gone'], async (chatId) => {
    try {
      await parts.telegram.deleteMessage({ chatId, messageId }, job.signal);
    } catch (error) {
      if (!(error instanceof TelegramError) || error.kind !== 'message-gone') throw error;
      await parts.telegram.editMarkup({ chatId, messageId }, undefined, job.signal);
    }
  });
}

/** Does what may be done twice without harm. `harmless`: failures that say that there is nothing left to do. */
async function carryOut(
  parts: SendingParts,
  job: SendJob,
  harmless: readonly TelegramErrorKind[],
  act: (chatId: string) => Promise<void>,
  noted?: { readonly chat: string; readonly messageId: string },
): Promise<Outcome> {
  const { effectId, chatId } = job.payload;
  for (let chat = noted?.chat ?? chatId; ; ) {
    try {
      await act(chat);
      break;
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      if (harmless.includes(error.kind)) break;
      const ended = await afterFailure(parts, job, { part: 0, delivery: 'at-least-once', error });
      if (ended.type !== 'moved') return ended;
      chat = ended.to;
    }
  }
  const at = parts.clock.now();
  if (noted === undefined) await finishEffect(parts.db, { effectId, at });
  else await markSent(parts.db, { effectId, part: 0, isLast: true, telegramMessageId: noted.messageId, at });
  await letNextGo(parts, job);
  return done();
}
