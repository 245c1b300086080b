import { done, type FileMessage, type Outcome } from '@ownerbot/queues';
import { ArtifactExpiredError, markSending, markSent, readArtifact, type StoredFile } from '@ownerbot/storage';
import { CAPTION_LIMIT, TelegramError, visibleText } from '@ownerbot/telegram';
import { afterFailure } from './after-failure';
import { giveUp, letNextGo, skip } from './finish';
import type { SendingParts, SendJob } from './sending-parts';

/** Sends a stored file below its text. The gate lets it go when the text has its end: one that never arrived takes its file along. */
export async function sendFile(parts: SendingParts, job: SendJob, message: FileMessage): Promise<Outcome> {
  const { effectId, botId, chatId } = job.payload;
  const after = message.after ?? null;
  const mark = await markSending(parts.db, { effectId, part: 0, botId, chatId, kind: message.type, at: parts.clock.now(), editOf: after });
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
  readonly message: FileMessage;
  readonly file: StoredFile;
  readonly chat: string;
  readonly replyToMessageId: string | null;
}

/** Source: Bot API, `sendPhoto`. */
const LARGEST_PHOTO_BYTES = 10 * 1024 * 1024;

async function upload(parts: SendingParts, job: SendJob, { message, file, chat, replyToMessageId }: Upload): Promise<string> {
  const { telegram } = parts;
  // A caption that is too long would cost the file: what it says stands in the text above as well.
  const caption = visibleText(message.caption).length > CAPTION_LIMIT ? '' : message.caption;
  const sent = { chatId: chat, ...file, caption, buttons: message.buttons ?? undefined, ...(replyToMessageId === null ? {} : { replyToMessageId }) };
  if (message.type === 'photo' && file.bytes.length <= LARGEST_PHOTO_BYTES) {
    try {
      return (await telegram.sendPhoto(sent, job.signal)).messageId;
    } catch (error) {
      // Telegram does not take it for a photo, by its size or its shape; as a file it takes anything.
      if (!(error instanceof TelegramError) || error.kind !== 'bad-request') throw error;
      job.log.info('photo_refused', { effectId: job.payload.effectId, description: error.description });
    }
  }
  return (await telegram.sendDocument(sent, job.signal)).messageId;
}
