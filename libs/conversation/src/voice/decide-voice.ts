import { judgeSound, type SoundVerdict } from '@ownerbot/voice';
import type { ReplyContext } from '../domain/context';
import { answering, joined, quietly } from '../decide/decision-parts';
import type { Asked } from '../decide/decide-request';
import { writtenRequest, type Request } from '../decide/incoming';
import type { Decision } from '../model/decision';
import type { TurnFacts } from '../model/facts';
import { textMessage } from '../model/message';
import { outcomeOfFailure } from '../record/outcome';
import { endedWith, factsOf } from '../record/record-end';
import { voiceEffectId } from './voice-ids';
import type { VoiceRules } from './voice-rules';
import { looseVoice, withoutLoose } from './voice-state';

type VoiceRequest = Extract<Request, { type: 'voice' }>;
const MEGABYTE = 1_000_000;

/** A sound of an owner: the chat waits for its words, or is told which limit it breaks, before anything is fetched. */
export function decideVoice(asked: Asked, request: VoiceRequest, rules: VoiceRules, decideCaption: (asked: Asked, caption: Request) => Decision): Decision {
  const { session, event, context } = asked;
  const loose = looseVoice(session, event.updateId);
  if (loose?.isDropped === true) return quietly(withoutLoose(session, event.updateId), 'dropped');
  const verdict = judgeVoice(asked.facts, request, rules);
  if (verdict.type !== 'accepted') {
    const refused: Decision = {
      ...answering(session, [{ type: 'answer', message: textMessage({ html: refusalText(context, verdict) }) }]),
      result: 'refused',
      audit: [{ eventType: 'voice_asr', severity: 'info', fields: { update_id: event.updateId, step: 'limits', code: verdict.type, duration: request.sound.durationSec ?? null, bytes: request.sound.sizeBytes ?? null } }],
    };
    const outcome = outcomeOfFailure('refused', verdict.type === 'no-sound' ? 'NO_SOUND' : `VOICE_${verdict.type.replaceAll('-', '_').toUpperCase()}`, { kind: 'voice' });
    const refusal = endedWith(refused, factsOf(asked, request, { stage: null, confidence: 1 }), outcome, context.now);
    return request.caption === null ? refusal : joined(event.jobId, refusal, decideCaption(asked, writtenRequest(event, request.caption, request)));
  }
  // One that was told to be kept has let the chat go on already.
  const awaits = loose === undefined ? { event: 'heard' as const, updateId: event.updateId, since: context.now.toISOString(), effectId: voiceEffectId(event.jobId) } : session.awaits;
  const { sound, caption, messageId, isForwarded } = request;
  return answering({ ...session, awaits }, [{ type: 'transcribe', sound, caption, messageId, isForwarded, requestedAt: event.receivedAt, receivedAt: event.receivedAt, isLate: false }]);
}

export function judgeVoice(facts: Pick<TurnFacts, 'voicesInWork'>, { sound }: VoiceRequest, { isOn, maxSeconds, maxBytes }: VoiceRules): SoundVerdict {
  return judgeSound(sound, { isOn, maxSeconds, maxBytes, inWork: facts.voicesInWork ?? 0 });
}

function refusalText({ texts, formats }: ReplyContext, verdict: Exclude<SoundVerdict, { type: 'accepted' }>): string {
  switch (verdict.type) {
    case 'no-sound':
      return texts.html('input.unsupported');
    case 'off':
      return texts.html('conversation.voice.off');
    case 'busy':
      return texts.html('conversation.voice.busy');
    case 'too-long':
      return texts.html('conversation.voice.too_long', { seconds: formats.integer(verdict.maxSeconds) });
    case 'too-large':
      return texts.html('conversation.voice.too_large', { megabytes: formats.integer(Math.floor(verdict.maxBytes / MEGABYTE)) });
  }
}
