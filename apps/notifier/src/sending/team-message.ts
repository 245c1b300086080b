import { appendAudit } from '@ownerbot/storage';
import type { SendingParts, SendJob } from './sending-parts';

const TEAM = /^team-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-/;

/** Attempts of a team message while Telegram cannot be reached. */
export const TEAM_ATTEMPTS = 5;

/** Whether an effect is the message of a team message to one recipient. */
export function isTeamMessage(effectId: string): boolean {
  return TEAM.test(effectId);
}

/** A recipient has its end: whoever waits for all of them looks again. Added once for each recipient. */
export async function tellTeamMessageEnded({ producer }: Pick<SendingParts, 'producer'>, effectId: string, correlationId: string): Promise<void> {
  const [, proposalId] = TEAM.exec(effectId) ?? [];
  if (proposalId === undefined) return;
  await producer.add({ kind: 'action.commit', id: `commit-${effectId}`, payload: { proposalId, reason: 'team' }, correlationId });
}

/** A group that has become another chat is written to there; the setting still names the old one, and only people can change it. */
export async function tellTeamChatMigrated({ db, clock }: Pick<SendingParts, 'db' | 'clock'>, job: SendJob, to: string): Promise<void> {
  const { chatId } = job.payload;
  job.log.error('team_chat_migrated', { chatId, to, key: 'MANAGER_CHAT_IDS' });
  const event = { eventType: 'team_chat_migrated', severity: 'error', chatId, fields: { to, key: 'MANAGER_CHAT_IDS' }, throttle: { key: `team-migrated:${chatId}`, ttlSec: 86_400 } } as const;
  await appendAudit(db, { correlationId: job.correlationId, at: clock.now(), events: [event] });
}
