import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** A note as Telegram's apps record it: Opus in Ogg. */
export interface SpokenNote {
  /** What it says. */
  readonly text: string;
  readonly ogg: Buffer;
  /** How loud it is along its time, so that the same sound is known again in another form. */
  readonly shape: SoundShape;
}

/** Loudness of equal parts of a sound, relative to the whole of it. */
export interface SoundShape {
  readonly seconds: number;
  readonly parts: readonly number[];
}

const SPEAKER = 'espeak-ng';
const PARTS = 60;
const LONGEST_OUTPUT = 64 * 1024 * 1024;

/** Whether notes are spoken by a voice; without the speaker they are tones in the rhythm of their words. */
export const hasSpeaker = (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, SPEAKER)));

/** A text as a note; the language is that of its letters. */
export function speak(text: string): SpokenNote {
  const wav = hasSpeaker ? run(SPEAKER, ['-v', /\p{Script=Cyrillic}/u.test(text) ? 'ru' : 'en', '-s', '150', '--stdout', text]) : tones(text);
  return { text, ogg: run('ffmpeg', ['-i', 'pipe:0', '-c:a', 'libopus', '-b:a', '32k', '-f', 'ogg', 'pipe:1'], wav), shape: shapeOf(wav) };
}

/** Loudness of a mono WAV of 16 bits. A header that was written before the end was known may tell any length. */
export function shapeOf(wav: Buffer): SoundShape {
  const data = wav.indexOf('data');
  const begin = data + 8;
  const count = Math.floor(Math.min(wav.readUInt32LE(data + 4), wav.length - begin) / 2);
  const loudness = Array.from({ length: PARTS }, (_, part) => {
    const [from, to] = [Math.floor((count * part) / PARTS), Math.floor((count * (part + 1)) / PARTS)];
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += wav.readInt16LE(begin + at * 2) ** 2;
    return Math.sqrt(sum / Math.max(1, to - from));
  });
  const whole = Math.hypot(...loudness) || 1;
  return { seconds: count / wav.readUInt32LE(24), parts: loudness.map((one) => one / whole) };
}

/** How much two sounds are one, 0..1. */
export function likeness(one: SoundShape, other: SoundShape): number {
  const sameLength = Math.abs(one.seconds - other.seconds) < 0.2;
  return sameLength ? one.parts.reduce((sum, part, at) => sum + part * (other.parts[at] ?? 0), 0) : 0;
}

/** Each word a tone as long as it is, with a pause behind. */
function tones(text: string): Buffer {
  const words = text.split(/\s+/);
  const filters = words.map((word, at) => `sine=frequency=${200 + [...word].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 600}:duration=${0.07 * word.length},apad=pad_dur=0.08[w${at}]`);
  const graph = `${filters.join(';')};${words.map((_, at) => `[w${at}]`).join('')}concat=n=${words.length}:v=0:a=1[out]`;
  return run('ffmpeg', ['-filter_complex', graph, '-map', '[out]', '-ac', '1', '-c:a', 'pcm_s16le', '-f', 'wav', 'pipe:1']);
}

function run(program: string, args: readonly string[], input?: Buffer): Buffer {
  const own = program === 'ffmpeg' ? ['-hide_banner', '-loglevel', 'error'] : [];
  const { status, stdout, stderr } = spawnSync(program, [...own, ...args], { maxBuffer: LONGEST_OUTPUT, ...(input === undefined ? {} : { input }) });
  if (status !== 0) throw new Error(`${program}: ${String(stderr)}`);
  return stdout;
}
