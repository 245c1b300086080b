import { isTeamMessage } from '@ownerbot/conversation';
import { done, type Outcome, type TextMessage } from '@ownerbot/queues';
import { markSending, markSent, type SendingMark } from '@ownerbot/storage';
import { splitMessage, TelegramError, TelegramLimitError, type Buttons } from '@ownerbot/telegram';
import { afterFailure } from './after-failure';
import { giveUp, letNextGo, skip } from './finish';
import type { SendingParts, SendJob } from './sending-parts';

interface Part {
  readonly number: number;
  readonly isLast: boolean;
  readonly html: string;
  readonly buttons: Buttons | undefined;
  /** Only the first part may take the place of an earlier message, and answer one. */
  readonly isFirst: boolean;
}

/** Sends, or edits into place, a text of any length; goes on at the first part that has not left yet. */
export async function sendText(parts: SendingParts, job: SendJob, message: TextMessage): Promise<Outcome> {
  const texts = splitMessage(message.text);
  if (texts.length === 0) return giveUp(parts, job, 0, new TelegramLimitError('a message without text'));
  for (const [number, html] of texts.entries()) {
    const isLast = number === texts.length - 1;
    const ended = await sendPart(parts, job, message, { number, isLast, html, isFirst: number === 0, buttons: isLast ? (message.buttons ?? undefined) : undefined });
    if (ended !== undefined) return ended;
  }
  await letNextGo(parts, job);
  return done();
}

/** @returns the outcome of the whole message when it ends with this part; nothing when the next part may go. */
async function sendPart(parts: SendingParts, job: SendJob, message: TextMessage, part: Part): Promise<Outcome | undefined> {
  const { effectId, botId, chatId } = job.payload;
  const mayEdit = part.isFirst && (typeof message.editOf === 'string' || typeof message.editMessageId === 'string');
  const mark = await markSending(parts.db, {
    effectId,
    part: part.number,
    botId,
    chatId,
    kind: mayEdit ? 'edit' : 'send',
    text: part.html,
    at: parts.clock.now(),
    editOf: mayEdit ? (message.editOf ?? null) : null,
    mayRepeat: message.delivery === 'at-least-once',
  });
  if (mark.effectState === 'finished' || mark.before === 'failed' || mark.before === 'skipped') {
    await letNextGo(parts, job);
    return done();
  }
  await parts.atCrashPoint('send.marked');
  if (mark.before === 'sent') return undefined;
  // A recipient of team messages never writes to us, so nothing would ever lift its block: each one is tried.
  if (mark.chat.blockedAt !== null && !isTeamMessage(effectId)) return skip(parts, job, { part: part.number, code: 'CHAT_BLOCKED', description: 'the chat refuses us' });

  const target = mayEdit ? (message.editMessageId ?? mark.target) : null;
  for (let chat = mark.chat.migratedTo ?? chatId; ; ) {
    try {
      const messageId = await callTelegram(parts, job, message, part, { chat, target, mark });
      if (messageId === undefined) return message.editOnly === true ? notEdited(parts, job, part) : uncertain(parts, job, part);
      await parts.atCrashPoint('send.taken');
      await markSent(parts.db, { effectId, part: part.number, isLast: part.isLast, telegramMessageId: messageId, at: parts.clock.now() });
      await parts.atCrashPoint('send.noted');
      return undefined;
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      const ended = await afterFailure(parts, job, { part: part.number, delivery: message.delivery, error });
      if (ended.type !== 'moved') return ended;
      chat = ended.to;
    }
  }
}

interface Place {
  readonly chat: string;
  /** The message to be edited. */
  readonly target: string | null;
  readonly mark: SendingMark;
}

/**
 * Edits where there is something to edit, else sends.
 * @returns Telegram's id of the message; nothing when sending it now might be sending it twice, and it must not be, or when it is an edit alone.
 */
async function callTelegram(parts: SendingParts, job: SendJob, message: TextMessage, part: Part, { chat, target, mark }: Place): Promise<string | undefined> {
  const { html, buttons } = part;
  if (target !== null) {
    try {
      await parts.telegram.editText({ chatId: chat, messageId: target }, { html, buttons }, job.signal);
      return target;
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      if (error.kind === 'not-modified') return target;
      if (error.kind !== 'message-gone') throw error;
      job.log.info('edit_impossible', { effectId: job.payload.effectId, messageId: target, description: error.description });
    }
  }
  if (message.editOnly === true) return undefined;
  if (mark.before === 'sending' && message.delivery === 'at-most-once') return undefined;
  const replyToMessageId = part.isFirst ? (message.replyToMessageId ?? undefined) : undefined;
  const { messageId } = await parts.telegram.send({ chatId: chat, html, buttons, replyToMessageId, silent: message.silent === true }, job.signal);
  return messageId;
}

/** Without the message that it belongs to, it would say nothing. */
function notEdited(parts: SendingParts, job: SendJob, { number }: Part): Promise<Outcome> {
  return skip(parts, job, { part: number, code: 'EDIT_IMPOSSIBLE', description: 'the message to be edited is not there' });
}

function uncertain(parts: SendingParts, job: SendJob, { number }: Part): Promise<Outcome> {
  job.log.warn('message_uncertain', { effectId: job.payload.effectId, part: number });
  return skip(parts, job, { part: number, code: 'SEND_UNCERTAIN', description: 'an earlier attempt may have sent it, and it must not be sent twice' });
}
