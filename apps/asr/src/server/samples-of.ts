import type { Recording } from '../engine/engine';

const HEADER_BYTES = 44;
const FULL_SCALE = 32_768;

/** The samples of the WAV that the converter makes: 16-bit, 16 kHz, mono. */
export function samplesOf(wav: Buffer): Recording {
  const count = Math.floor((wav.length - HEADER_BYTES) / 2);
  const samples = new Float32Array(count);
  for (let at = 0; at < count; at += 1) samples[at] = wav.readInt16LE(HEADER_BYTES + at * 2) / FULL_SCALE;
  return { samples, sampleRate: wav.readUInt32LE(24) };
}
