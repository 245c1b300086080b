import type { SoundFacts } from '@ownerbot/telegram';
import type { SoundSettings } from '../voice-settings';

/** What becomes of a message with a sound, before anything is fetched. */
export type SoundVerdict =
  | { readonly type: 'accepted' }
  /** A file that is no sound. */
  | { readonly type: 'no-sound' }
  | { readonly type: 'off' }
  | { readonly type: 'too-long'; readonly maxSeconds: number }
  | { readonly type: 'too-large'; readonly maxBytes: number }
  /** Too many voice messages of the chat are in work. */
  | { readonly type: 'busy' };

/** Telegram hands out no larger file. */
const TELEGRAM_MAX_BYTES = 20_000_000;
export const MOST_IN_WORK = 5;
const SOUND_NAMES = /\.(?:ogg|oga|opus|mp3|m4a|wav|webm)$/i;

export interface SoundRules extends Pick<SoundSettings, 'maxSeconds' | 'maxBytes'> {
  readonly isOn: boolean;
  /** Voice messages of this chat that are being transcribed. */
  readonly inWork: number;
}

/** The first limit that a sound breaks, by what its message says of it. */
export function judgeSound(sound: SoundFacts, { isOn, maxSeconds, maxBytes, inWork }: SoundRules): SoundVerdict {
  if (!isSound(sound)) return { type: 'no-sound' };
  if (!isOn) return { type: 'off' };
  if (sound.durationSec !== undefined && sound.durationSec > maxSeconds) return { type: 'too-long', maxSeconds };
  const limit = Math.min(maxBytes, TELEGRAM_MAX_BYTES);
  if (sound.sizeBytes !== undefined && sound.sizeBytes > limit) return { type: 'too-large', maxBytes: limit };
  return inWork >= MOST_IN_WORK ? { type: 'busy' } : { type: 'accepted' };
}

/** Whether a file that came with a message is a sound that somebody may have spoken. */
export function isSound({ kind, mime, fileName }: SoundFacts): boolean {
  if (kind !== 'document') return true;
  if (mime === undefined) return SOUND_NAMES.test(fileName ?? '');
  return /^audio\//i.test(mime) || /^video\/ogg$/i.test(mime);
}
