import type { Asked } from '../decide/decide-request';
import { answering } from '../decide/decision-parts';
import { effectId } from '../model/effect';
import type { Decision } from '../model/decision';
import { textMessage } from '../model/message';
import { droppedInWork } from '../record/record-end';
import { LISTENING_N } from './voice-run-parts';
import { voiceEffectId } from './voice-ids';
import { withLoose } from './voice-state';

/** Drops the voice message that the chat waits for, else the newest that is kept; null: there is none. What comes of it later is ignored. */
export function dropVoiceOfChat(asked: Asked): Decision | null {
  const { session, event, context } = asked;
  const { awaits } = session;
  const kept = session.voices.findLast(({ isDropped }) => !isDropped);
  const isAwaited = awaits?.event === 'heard';
  if (!isAwaited && (kept === undefined || awaits !== null)) return null;
  const voice = isAwaited ? { updateId: awaits.updateId, effectId: awaits.effectId ?? voiceEffectId(`tg-${event.botId}-${awaits.updateId}`) } : kept;
  if (voice === undefined) return null;
  const html = context.texts.html('conversation.voice.dropped');
  // What says that it is being heard becomes this; where nothing says so yet, this is sent.
  const dropped = answering(isAwaited ? { ...session, awaits: null } : withLoose(session, { ...voice, isDropped: true }), [{ type: 'answer', message: textMessage({ html }, { editOf: effectId(voice.effectId, LISTENING_N) }) }], {
    result: 'dropped',
    ended: [voice.effectId],
  });
  return droppedInWork(dropped, asked, voice.updateId, 'voice');
}
