import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { refused, VoiceError } from '../errors';
import { detectContainer, needsSeeking, type Container } from './detect-container';
import { runFfmpeg, type FfmpegEnd } from './run-ffmpeg';
import { BYTES_PER_SECOND, wavOf, type Wav } from './wav';

export interface Conversion {
  readonly ffmpeg: string;
  /** Longest sound; one second more is read, so that a longer one is known from one of just this length. */
  readonly maxSeconds: number;
  readonly signal: AbortSignal;
  /** 20 s if not said. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;

/** Any sound that owners send as 16 kHz mono. @throws VoiceError `unsupported`, `too_long`, `internal` */
export async function toWav(bytes: Buffer, conversion: Conversion): Promise<Wav> {
  const container = detectContainer(bytes);
  if (container === null) throw refused('unsupported', 'the file is no sound that we read');
  const end = container === 'mov' && needsSeeking(bytes) ? await fromFile(bytes, conversion) : await convert({ input: bytes, source: 'pipe:0', container }, conversion);
  const wav = wavOf(samplesOf(end));
  if (wav.seconds > conversion.maxSeconds) throw refused('too_long', `the sound is longer than ${conversion.maxSeconds} s`);
  if (wav.seconds === 0) throw refused('unsupported', 'the file holds no sound');
  return wav;
}

/** The one case that touches the disk: in a folder of its own that only we may read, gone in every outcome. */
async function fromFile(bytes: Buffer, conversion: Conversion): Promise<FfmpegEnd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ownerbot-voice-'));
  try {
    const file = path.join(folder, 'sound');
    await writeFile(file, bytes, { mode: 0o600 });
    return await convert({ input: null, source: file, container: 'mov' }, conversion);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Source {
  readonly input: Buffer | null;
  readonly source: string;
  readonly container: Container;
}

/** The container is named to it: what looks like a playlist is never followed. */
function convert({ input, source, container }: Source, { ffmpeg, maxSeconds, signal, timeoutMs = TIMEOUT_MS }: Conversion): Promise<FfmpegEnd> {
  const seconds = maxSeconds + 1;
  const args = [
    '-hide_banner', '-nostdin', '-loglevel', 'error', '-protocol_whitelist', 'pipe,file',
    '-f', container, '-i', source, '-map', '0:a:0', '-vn', '-sn', '-dn', '-t', String(seconds),
    '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:1',
  ];
  return runFfmpeg({ ffmpeg, args, input, maxOutputBytes: (seconds + 1) * BYTES_PER_SECOND, timeoutMs, signal });
}

function samplesOf(end: FfmpegEnd): Buffer {
  switch (end.type) {
    case 'done':
      return end.output;
    case 'refused':
      throw refused('unsupported', 'the converter cannot read the file');
    case 'too_much':
      throw refused('too_long', 'the converter made more sound than was asked for');
    case 'timeout':
      throw refused('internal', 'the conversion took too long');
    case 'aborted':
      throw new VoiceError({ code: 'UPSTREAM_UNAVAILABLE', reason: 'asr' }, 'the conversion was told to stop');
    case 'broken':
      throw refused('internal', 'the converter broke');
  }
}
