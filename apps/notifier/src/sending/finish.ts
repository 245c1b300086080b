import { dispatchReady, isTeamMessage, tellTeamMessageEnded } from '@ownerbot/conversation';
import { dead, done, type Outcome } from '@ownerbot/queues';
import type { OwnerBotError } from '@ownerbot/runtime';
import { markFailed, type ChatKey } from '@ownerbot/storage';
import type { SendingParts, SendJob } from './sending-parts';

export interface EndedSend {
  readonly payload: ChatKey & { readonly effectId?: string };
  readonly correlationId: string;
}

/** A message has left or never will: the next answer of its chat may go; whoever waits for a team message looks again. */
export async function letNextGo(parts: SendingParts, { payload, correlationId }: EndedSend): Promise<void> {
  const { botId, chatId, effectId } = payload;
  if (effectId !== undefined && isTeamMessage(effectId)) await tellTeamMessageEnded(parts, effectId, correlationId);
  await dispatchReady(parts, { botId, chatId });
}

export interface Unsent {
  readonly part: number;
  readonly code: string;
  readonly description: string;
}

/** Ends a message that need not, or must not, be sent. */
export async function skip(parts: SendingParts, job: SendJob, { part, code, description }: Unsent): Promise<Outcome> {
  const { effectId } = job.payload;
  await markFailed(parts.db, { effectId, part, state: 'skipped', code, description, at: parts.clock.now() });
  await letNextGo(parts, job);
  return done();
}

/**
 * Ends a message that Telegram will never take. The rows come first: a process that is killed before the job is buried must not
 * leave the chat waiting for it.
 */
export async function giveUp(parts: SendingParts, job: SendJob, part: number, error: OwnerBotError): Promise<Outcome> {
  const { effectId, chatId } = job.payload;
  job.log.error('message_refused', { effectId, chatId, part, error });
  await markFailed(parts.db, { effectId, part, state: 'failed', code: error.code, description: error.message, at: parts.clock.now() });
  await letNextGo(parts, job);
  return dead(error);
}
