/** What the recognisers get: 16-bit PCM, 16 kHz, one channel. */
export const SAMPLE_RATE = 16_000;
export const BYTES_PER_SECOND = SAMPLE_RATE * 2;
const HEADER_BYTES = 44;

export interface Wav {
  readonly bytes: Buffer;
  readonly seconds: number;
}

/** Samples with the header of a WAV file. A converter that writes to a pipe cannot know the sizes, so the header is ours. */
export function wavOf(samples: Buffer): Wav {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(BYTES_PER_SECOND, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return { bytes: Buffer.concat([header, samples]), seconds: samples.length / BYTES_PER_SECOND };
}
