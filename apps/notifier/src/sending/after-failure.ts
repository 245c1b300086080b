import { isTeamMessage } from '@ownerbot/conversation';
import { later, retry, type Delivery, type Outcome } from '@ownerbot/queues';
import { blockChat, migrateChat, unmarkSending } from '@ownerbot/storage';
import { type TelegramError } from '@ownerbot/telegram';
import { giveUp, skip } from './finish';
import type { SendingParts, SendJob } from './sending-parts';
import { TEAM_ATTEMPTS, tellTeamChatMigrated } from './team-message';

export interface FailedSend {
  readonly part: number;
  readonly delivery: Delivery;
  readonly error: TelegramError;
}

/** So long a message waits for a Telegram that is away without losing attempts; then the attempts of its kind count. */
const OUTAGE_KEPT_MS = 3_600_000;
const OUTAGE_WAIT = { minMs: 1_000, maxMs: 30_000 };

/** What becomes of a message whose call failed. `moved`: the chat has another id now, call again at once. */
export async function afterFailure(parts: SendingParts, job: SendJob, failed: FailedSend): Promise<Outcome | { readonly type: 'moved'; readonly to: string }> {
  const { error, part } = failed;
  const { effectId, botId, chatId } = job.payload;
  const at = parts.clock.now();
  switch (error.kind) {
    case 'rate': {
      const waitMs = error.retryAfterMs ?? 1_000;
      const scope = parts.waits.note(chatId, waitMs);
      parts.counts.limited(scope, waitMs);
      job.log.warn('telegram_rate_limited', { effectId, chatId, scope, waitMs });
      await takeBackMark(parts, job, failed);
      return later(waitMs, 'Telegram asked to wait');
    }
    case 'blocked':
      if (await blockChat(parts.db, { botId, chatId, reason: error.description, at, correlationId: job.correlationId })) {
        parts.counts.chatBlocked();
        job.log.warn('chat_blocked', { chatId, reason: error.description });
      }
      return skip(parts, job, { part, code: error.code, description: error.description });
    case 'migrated':
      if (error.migrateToChatId === undefined) return giveUp(parts, job, part, error);
      await migrateChat(parts.db, { botId, from: chatId, to: error.migrateToChatId, at, correlationId: job.correlationId });
      job.log.info('chat_migrated', { chatId, to: error.migrateToChatId });
      if (isTeamMessage(effectId)) await tellTeamChatMigrated(parts, job, error.migrateToChatId);
      return { type: 'moved', to: error.migrateToChatId };
    case 'network':
    case 'server':
    case 'unauthorized':
    case 'conflict':
      return afterOutage(parts, job, failed);
    case 'bad-request':
    case 'message-gone':
    case 'not-modified':
    case 'query-too-old':
      return giveUp(parts, job, part, error);
  }
}

/**
 * Telegram is away, or refuses everybody. A message that may have arrived and must not be sent twice ends here; any other one waits,
 * for its request is answered and worth more than its ten attempts.
 */
async function afterOutage(parts: SendingParts, job: SendJob, failed: FailedSend): Promise<Outcome> {
  const { error, part, delivery } = failed;
  parts.state.away(error.description);
  if (delivery === 'at-most-once' && error.sent === 'maybe') {
    job.log.warn('message_uncertain', { effectId: job.payload.effectId, part, error });
    return skip(parts, job, { part, code: 'SEND_UNCERTAIN', description: `it may have been sent: ${error.description}` });
  }
  const isTeam = isTeamMessage(job.payload.effectId);
  if (isTeam && job.attempt >= TEAM_ATTEMPTS) return giveUp(parts, job, part, error);
  await takeBackMark(parts, job, failed);
  if (isTeam) return retry(error);
  const ageMs = parts.clock.now().getTime() - job.addedAt.getTime();
  if (ageMs < OUTAGE_KEPT_MS) return later(outageWaitMs(ageMs, parts.random), `Telegram is away: ${error.description}`);
  return job.attempt < job.attemptsAllowed ? retry(error) : giveUp(parts, job, part, error);
}

/** Grows with the time that the message has waited, so that an outage is asked after often at first and seldom later. */
function outageWaitMs(ageMs: number, random: () => number): number {
  const ceiling = Math.min(OUTAGE_WAIT.maxMs, Math.max(OUTAGE_WAIT.minMs, ageMs / 2));
  return Math.ceil(ceiling * (0.5 + random() / 2));
}

/** Only where a mark would forbid the next attempt, and only when it is certain that nothing was sent. */
async function takeBackMark(parts: SendingParts, job: SendJob, { delivery, error, part }: FailedSend): Promise<void> {
  if (delivery === 'at-most-once' && error.sent === 'no') await unmarkSending(parts.db, { effectId: job.payload.effectId, part });
}
