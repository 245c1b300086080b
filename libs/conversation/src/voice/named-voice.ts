import type { VoiceTranscribe } from '@ownerbot/queues';
import type { Claim } from '@ownerbot/storage';
import { SOUND_KINDS, type SoundFacts } from '@ownerbot/telegram';
import type { Asked } from '../decide/decide-request';
import { askedAnew } from '../dead/retry-dead';
import { answering } from '../decide/decision-parts';
import { acknowledge, outdated } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import { goneRun, RETRIED_TTL_SEC, retriedKey, wasRetried } from '../decide/retried';
import type { Decision, EffectIntent } from '../model/decision';
import type { NamedVoice } from '../model/facts';
import { textMessage, withoutButtons } from '../model/message';
import { droppedInWork } from '../record/record-end';
import { voiceEffectId } from './voice-ids';
import { withLoose, withoutLoose } from './voice-state';

type Press = Extract<Request, { type: 'press' }>;
/** What was said longer ago is asked before it runs. */
const OLD_MS = 15 * 60_000;

/** The named voice message, if it belongs to this chat. */
export function namedVoice({ facts, event }: Asked): NamedVoice | null {
  const voice = facts.namedVoice ?? null;
  return voice !== null && voice.chatId === event.chatId ? voice : null;
}

/**
 * Hears a voice message anew, as the press's own request; one that is still kept ends without an answer. From its notice the chat has
 * gone on, so nobody waits for it; after its end it is a request like any other, unless it is old.
 */
export function retryVoice(asked: Asked, request: Press): Decision {
  const voice = namedVoice(asked);
  if (voice === null) return outdated(asked, request);
  if (wasRetried(asked, voice.effectId)) return goneRun(asked, request);
  const { event, context } = asked;
  const isLate = !voice.isFinished || context.now.getTime() - voice.requestedAt.getTime() > OLD_MS;
  const own = { updateId: event.updateId, effectId: voiceEffectId(event.jobId) };
  const free = withoutLoose(asked.session, voice.updateId);
  const session = isLate ? withLoose(free, { ...own, isDropped: false }) : { ...free, awaits: { event: 'heard' as const, since: context.now.toISOString(), ...own } };
  const effects: EffectIntent[] = [
    ...acknowledge(request, context.texts.text('kept.retrying')),
    { type: 'transcribe', sound: voice.sound, caption: voice.caption, messageId: voice.messageId, isForwarded: voice.isForwarded, requestedAt: voice.requestedAt, receivedAt: event.receivedAt, isLate },
  ];
  if (request.messageId !== null) effects.push({ type: 'aside', message: withoutButtons({ messageId: request.messageId }) });
  return answering(session, effects, {
    ended: voice.isFinished ? [] : [voice.effectId],
    keep: [{ key: retriedKey(voice.effectId), value: true, ttlSec: RETRIED_TTL_SEC }],
    changes: askedAnew(voice),
  });
}

/** Gives up a kept voice message: its notice becomes one line without buttons. */
export function dropVoice(asked: Asked, request: Press, voice: NamedVoice): Decision {
  const { session } = asked;
  if (voice.isFinished) return goneRun(asked, request);
  const isAwaited = session.awaits?.event === 'heard' && session.awaits.updateId === voice.updateId;
  const html = asked.context.texts.html('conversation.voice.dropped');
  const dropped = answering(
    isAwaited ? { ...session, awaits: null } : withLoose(session, { updateId: voice.updateId, effectId: voice.effectId, isDropped: true }),
    [...acknowledge(request), { type: 'answer', message: textMessage({ html }, { editMessageId: request.messageId }) }],
    { result: 'dropped', ended: [voice.effectId] },
  );
  return droppedInWork(dropped, asked, voice.updateId, 'voice');
}

/** The voice message that a claim found by the name in a button; null for anything else. */
export function namedVoiceOf(named: Claim['named']): NamedVoice | null {
  if (named === null || named.kind !== 'voice.transcribe') return null;
  const { updateId, sound, caption, messageId, isForwarded, requestedAt }: Partial<Record<keyof VoiceTranscribe, unknown>> = { ...named.payload };
  const read = readSound(sound);
  if (typeof updateId !== 'string' || typeof requestedAt !== 'string' || read === null) return null;
  return {
    effectId: named.id,
    chatId: named.chatId,
    updateId,
    sound: read,
    caption: typeof caption === 'string' ? caption : null,
    messageId: typeof messageId === 'string' ? messageId : null,
    isForwarded: isForwarded === true,
    requestedAt: new Date(requestedAt),
    isFinished: named.isFinished,
  };
}

/** What a payload says of a sound. */
export function readSound(value: unknown): SoundFacts | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, fileId, fileUniqueId, mime, fileName, durationSec, sizeBytes }: Partial<Record<keyof SoundFacts, unknown>> = value;
  const known = SOUND_KINDS.find((one) => one === kind);
  if (known === undefined || typeof fileId !== 'string' || typeof fileUniqueId !== 'string') return null;
  return {
    kind: known,
    fileId,
    fileUniqueId,
    mime: typeof mime === 'string' ? mime : undefined,
    fileName: typeof fileName === 'string' ? fileName : undefined,
    durationSec: typeof durationSec === 'number' ? durationSec : undefined,
    sizeBytes: typeof sizeBytes === 'number' ? sizeBytes : undefined,
  };
}
