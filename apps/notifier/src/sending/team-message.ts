import { appendAudit } from '@ownerbot/storage';
import type { SendingParts, SendJob } from './sending-parts';

/** Attempts of a team message while Telegram cannot be reached. */
export const TEAM_ATTEMPTS = 5;

/** A group that has become another chat is written to there; the setting still names the old one, and only people can change it. */
export async function tellTeamChatMigrated({ db, clock }: Pick<SendingParts, 'db' | 'clock'>, job: SendJob, to: string): Promise<void> {
  const { chatId } = job.payload;
  job.log.error('team_chat_migrated', { chatId, to, key: 'MANAGER_CHAT_IDS' });
  const event = { eventType: 'team_chat_migrated', severity: 'error', chatId, fields: { to, key: 'MANAGER_CHAT_IDS' }, throttle: { key: `team-migrated:${chatId}`, ttlSec: 86_400 } } as const;
  await appendAudit(db, { correlationId: job.correlationId, at: clock.now(), events: [event] });
}
