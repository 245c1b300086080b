import type { SoundFacts } from '@ownerbot/telegram';
import type { Recognised } from '@ownerbot/voice';
import type { AnswerTiming } from '../answers/tool-run-parts';
import type { ConversationParts } from '../turn/turn-parts';

/** Hearing as the process has it. Errors are `VoiceError`s, or the signal's reason. */
export interface Hearing {
  readonly provider: string;
  /** What a stored transcript depends on beside its sound. */
  variant(locale: 'ru' | 'en'): string;
  fetch(sound: SoundFacts, signal: AbortSignal): Promise<Buffer>;
  recognise(bytes: Buffer, request: { readonly locale: 'ru' | 'en'; readonly correlationId: string; readonly signal: AbortSignal }): Promise<Recognised>;
}

export interface VoiceRunParts extends ConversationParts {
  /** Null: nobody can hear; what is left in the queue ends with that reason. */
  readonly hearing: Hearing | null;
  readonly timing: AnswerTiming;
  /** 0..1, for the jitter of pauses. */
  readonly random: () => number;
}

/** Numbers of what a transcription says: that it listens, that it is kept, that its chat goes on, and what was heard. */
export const LISTENING_N = 1;
export const KEPT_N = 2;
export const WAITED_N = 3;
export const HEARD_N = 4;
