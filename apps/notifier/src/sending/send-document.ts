import { done, type DocumentMessage, type Outcome } from '@ownerbot/queues';
import { ArtifactExpiredError, markSending, markSent, readArtifact, type StoredFile } from '@ownerbot/storage';
import { CAPTION_LIMIT, TelegramError, visibleText } from '@ownerbot/telegram';
import { afterFailure } from './after-failure';
import { giveUp, letNextGo, skip } from './finish';
import type { SendingParts, SendJob } from './sending-parts';

/** Sends a stored file below its text. The gate lets it go when the text has its end: one that never arrived takes its file along. */
export async function sendDocument(parts: SendingParts, job: SendJob, message: DocumentMessage): Promise<Outcome> {
  const { effectId, botId, chatId } = job.payload;
  const after = message.after ?? null;
  const mark = await markSending(parts.db, { effectId, part: 0, botId, chatId, kind: 'document', at: parts.clock.now(), editOf: after });
  if (mark.effectState === 'finished' || mark.before === 'failed' || mark.before === 'skipped') {
    await letNextGo(parts, job);
    return done();
  }
  if (mark.chat.blockedAt !== null) return skip(parts, job, { part: 0, code: 'CHAT_BLOCKED', description: 'the chat refuses us' });
  if (after !== null && mark.target === null) return skip(parts, job, { part: 0, code: 'TEXT_NOT_SENT', description: 'the text of the file was never sent' });
  const file = await readArtifact(parts.db, { artifactId: message.artifactId, chatId });
  if (file === null) return giveUp(parts, job, 0, new ArtifactExpiredError(message.artifactId));

  for (let chat = mark.chat.migratedTo ?? chatId; ; ) {
    try {
      const messageId = mark.before === 'sent' ? mark.telegramMessageId : await upload(parts, job, { message, file, chat, replyToMessageId: mark.target });
      await markSent(parts.db, { effectId, part: 0, isLast: true, telegramMessageId: messageId, at: parts.clock.now() });
      await letNextGo(parts, job);
      return done();
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      const ended = await afterFailure(parts, job, { part: 0, delivery: message.delivery, error });
      if (ended.type !== 'moved') return ended;
      chat = ended.to;
    }
  }
}

interface Upload {
  readonly message: DocumentMessage;
  readonly file: StoredFile;
  readonly chat: string;
  readonly replyToMessageId: string | null;
}

async function upload({ telegram }: SendingParts, job: SendJob, { message, file, chat, replyToMessageId }: Upload): Promise<string> {
  // A caption that is too long would cost the file: what it says stands in the text above as well.
  const caption = visibleText(message.caption).length > CAPTION_LIMIT ? '' : message.caption;
  const { messageId } = await telegram.sendDocument({ chatId: chat, ...file, caption, ...(replyToMessageId === null ? {} : { replyToMessageId }) }, job.signal);
  return messageId;
}
