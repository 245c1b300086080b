import { whileStoresAnswer } from '@ownerbot/conversation';
import { done, later, retry, type Handler, type JobContext, type OnDead, type Outcome } from '@ownerbot/queues';
import { blockChat, endRecipient, failRecipient, markRecipient, migrateChat, type RecipientEnd, type RecipientMark } from '@ownerbot/storage';
import { TelegramError } from '@ownerbot/telegram';
import type { BroadcastParts } from './broadcast-parts';

type Job = JobContext<'broadcast.send'>;

/** How soon a job looks again whether its paused broadcast goes on. */
const PAUSED_LOOK_MS = 1_000;

/**
 * The handler of `broadcast.send`: at most once for each recipient. The mark comes before the call, and who finds the mark of a run that
 * never ended does not call. A 429 holds up broadcasts alone; the waits of answers hold them up too.
 */
export function sendBroadcast(parts: BroadcastParts): Handler<'broadcast.send'> {
  return (job) =>
    whileStoresAnswer(async () => {
      const { broadcastId, chatId } = job.payload;
      const waitMs = Math.max(parts.broadcastWaits.remainingMs(), parts.waits.remainingMs(chatId));
      if (waitMs > 0) return later(waitMs, 'Telegram asked to wait');
      const mark = await markRecipient(parts.db, { broadcastId, chatId, at: parts.clock.now() });
      if (mark?.after === 'sending') return callTelegram(parts, job, mark);
      if (mark?.before === 'queued' && mark.after === null) return later(PAUSED_LOOK_MS, 'the broadcast is paused');
      if (mark?.after === 'unconfirmed') job.log.warn('broadcast_uncertain', { broadcastId, chatId });
      if (mark !== null && mark.after !== null) parts.counts.broadcast(mark.after);
      return done();
    });
}

async function callTelegram(parts: BroadcastParts, job: Job, { text, silent, migratedTo }: RecipientMark): Promise<Outcome> {
  const { botId, chatId } = job.payload;
  for (let chat = migratedTo ?? chatId; ; ) {
    try {
      const { messageId } = await parts.telegram.send({ chatId: chat, html: text, silent }, job.signal);
      return await end(parts, job, { state: 'sent', telegramMessageId: messageId });
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      if (error.kind === 'migrated' && error.migrateToChatId !== undefined && error.migrateToChatId !== chat) {
        chat = error.migrateToChatId;
        await migrateChat(parts.db, { botId, from: chatId, to: chat, at: parts.clock.now(), correlationId: job.correlationId });
        continue;
      }
      return afterFailure(parts, job, error);
    }
  }
}

async function afterFailure(parts: BroadcastParts, job: Job, error: TelegramError): Promise<Outcome> {
  const { botId, chatId, broadcastId } = job.payload;
  const { code, description: reason } = error;
  switch (error.kind) {
    case 'rate': {
      const waitMs = error.retryAfterMs ?? 1_000;
      parts.broadcastWaits.note(waitMs);
      job.log.warn('broadcast_rate_limited', { broadcastId, chatId, waitMs });
      await end(parts, job, { state: 'queued' });
      return later(waitMs, 'Telegram asked to wait');
    }
    case 'blocked':
      if (await blockChat(parts.db, { botId, chatId, reason, at: parts.clock.now(), correlationId: job.correlationId })) parts.counts.chatBlocked();
      return end(parts, job, { state: 'failed', code });
    case 'network':
    case 'server':
    case 'unauthorized':
    case 'conflict':
      if (error.sent === 'maybe') return end(parts, job, { state: 'unconfirmed', code });
      if (job.attempt >= job.attemptsAllowed) return end(parts, job, { state: 'failed', code });
      await end(parts, job, { state: 'queued' });
      return retry(error);
    default:
      job.log.warn('broadcast_refused', { broadcastId, chatId, error });
      return end(parts, job, { state: 'failed', code });
  }
}

async function end(parts: BroadcastParts, { payload: { broadcastId, chatId } }: Job, what: Pick<RecipientEnd, 'state' | 'code' | 'telegramMessageId'>): Promise<Outcome> {
  await endRecipient(parts.db, { broadcastId, chatId, ...what, at: parts.clock.now() });
  parts.counts.broadcast(what.state === 'queued' ? 'again' : what.state);
  return done();
}

/** A recipient is no request: what became of it is counted and listed with its broadcast, and is no letter. */
export function endDeadRecipient({ db, clock }: Pick<BroadcastParts, 'db' | 'clock'>): OnDead {
  return async (job, error): Promise<'buried'> => {
    const [, broadcastId, chatId] = /^bc-(\d+)-(-?\d+)$/.exec(job.id) ?? [];
    if (broadcastId !== undefined && chatId !== undefined) await failRecipient(db, { broadcastId, chatId, code: error.code, at: clock.now() });
    return 'buried';
  };
}
