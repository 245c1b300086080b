import { letterOf } from '@ownerbot/operations';
import type { DeadJob } from '@ownerbot/queues';
import { buryDead, readEffect } from '@ownerbot/storage';
import { tellOtherwise } from '../drawings/tell-otherwise';
import { dispatchReady } from '../turn/dispatch';
import type { ConversationParts } from '../turn/turn-parts';
import { effectIdOf } from './effect-id-of';
import { tellTeamMessageEnded } from './team-message';

export type MessageBurial = Pick<ConversationParts, 'db' | 'producer' | 'clock' | 'atCrashPoint'> & { readonly observe: Pick<ConversationParts['observe'], 'buried'> };

/**
 * Buries a message that is dead and lets its chat go on past it, also when its payload is of no shape at all: the effect is then
 * known by the id of the job. Idempotent. Returns whether this call did it.
 */
export async function buryMessage({ db, producer, clock, observe, atCrashPoint }: MessageBurial, job: DeadJob): Promise<boolean> {
  const effectId = effectIdOf(job);
  const effect = effectId === null ? null : await readEffect(db, effectId);
  const letter = letterOf(job);
  const place = { botId: effect?.botId ?? letter.botId, chatId: effect?.chatId ?? letter.chatId };
  if (effect !== null && effectId !== null) await tellOtherwise({ db, producer, clock, atCrashPoint }, effect, { effectId, correlationId: job.correlationId });
  const { buried } = await buryDead(db, { letter: { ...letter, ...place }, effectId, at: clock.now() });
  if (buried) observe.buried(letter.kind, letter.code);
  await atCrashPoint('message.buried');
  if (effectId !== null) await tellTeamMessageEnded({ producer }, effectId, job.correlationId);
  const { botId, chatId } = place;
  if (botId !== null && chatId !== null) await dispatchReady({ db, producer, clock, atCrashPoint }, { botId, chatId });
  return buried;
}
