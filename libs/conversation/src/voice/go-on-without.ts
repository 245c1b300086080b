import type { WaitedEvent } from '../model/event';
import type { Session } from '../model/session';
import { voiceEffectId } from './voice-ids';
import { looseVoice, withLoose } from './voice-state';

/** The chat goes on without a voice message: whatever it brings later is shown and asked. One whose turn is still to come will not be waited for. */
export function goOnWithout(session: Session, { updateId, botId, effectId }: WaitedEvent): Session {
  const { awaits } = session;
  const isAwaited = awaits?.event === 'heard' && awaits.updateId === updateId;
  if (!isAwaited && (effectId === null || looseVoice(session, updateId) !== undefined)) return session;
  const named = effectId ?? awaits?.effectId ?? voiceEffectId(`tg-${botId}-${updateId}`);
  return withLoose(isAwaited ? { ...session, awaits: null } : session, { updateId, effectId: named, isDropped: false });
}
