import type { AccessSettings } from '@ownerbot/access';
import type { TurnEvent } from '../model/event';
import type { EffectIntent } from '../model/decision';
import type { TurnFacts } from '../model/facts';
import { callbackAnswer } from '../model/message';
import type { Session } from '../model/session';
import { gateAnswer } from './decide';
import { judgeVoice } from '../voice/decide-voice';
import type { VoiceRules } from '../voice/voice-rules';
import { passes, readRequest } from './incoming';

/**
 * Whether an event must wait because its chat waits for another one (docs/architecture.md, section 4). Only what an owner asks and what
 * concerns other requests is held: what the gate denies or nobody asked takes no part in the conversation.
 */
export function holdsBack(session: Session, event: TurnEvent, access: Readonly<AccessSettings>): boolean {
  const { awaits } = session;
  if (awaits === null) return false;
  if (event.name === 'update') return gateAnswer(event, access)?.pass === true && !passes(event);
  // A `waited` that nobody waits for any more changes nothing, so it need not stay either.
  if (event.name === 'waited') return false;
  return !(event.updateId === awaits.updateId && event.name === awaits.event);
}

/**
 * What cannot wait with a held event: a press is acknowledged, a voice message is made text meanwhile. They have the same ids as the
 * effects of the later turn.
 */
export function effectsOfHolding(event: TurnEvent, facts: Pick<TurnFacts, 'voicesInWork'>, voice: VoiceRules): readonly EffectIntent[] {
  if (event.name !== 'update' || event.facts === null) return [];
  const request = readRequest(event, event.facts);
  if (request.type === 'press') return [{ type: 'aside', message: callbackAnswer(request.pressId) }];
  if (request.type !== 'voice' || judgeVoice(facts, request, voice).type !== 'accepted') return [];
  const { sound, caption, messageId, isForwarded } = request;
  return [{ type: 'transcribe', sound, caption, messageId, isForwarded, requestedAt: event.receivedAt, receivedAt: event.receivedAt, isLate: false }];
}
