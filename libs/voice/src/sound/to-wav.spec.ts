import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { VoiceError } from '../errors';
import { anM4a, aSound, aVideoNote, FFMPEG } from '../fixtures/sounds';
import { toWav } from './to-wav';

const folder = mkdtempSync(path.join(tmpdir(), 'ownerbot-sounds-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (bytes: Buffer, more: Partial<Parameters<typeof toWav>[1]> = {}) => toWav(bytes, { ffmpeg: FFMPEG, maxSeconds: 180, signal: new AbortController().signal, ...more });

async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof VoiceError) return error.failure.reason;
    throw error;
  }
  return 'none';
}

const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('ownerbot-voice-'));

test.each(['ogg', 'mp3', 'wav', 'webm', 'flac'] as const)('%s becomes 16 kHz mono', async (format) => {
  const { bytes, seconds } = await read(aSound(format, 2));
  expect(seconds).toBeCloseTo(2, 0);
  expect({ rate: bytes.readUInt32LE(24), channels: bytes.readUInt16LE(22), bits: bytes.readUInt16LE(34), size: bytes.readUInt32LE(40) }).toEqual({ rate: 16_000, channels: 1, bits: 16, size: bytes.length - 44 });
});

test.each([
  ['whose index stands last', (file: string) => anM4a(2, file)],
  ['whose index stands first', (file: string) => anM4a(2, file, true)],
  ['with a picture beside its sound', (file: string) => aVideoNote(2, file)],
])('an MP4 %s becomes sound, and leaves no file behind', async (_what, make) => {
  const file = path.join(folder, 'sound.m4a');
  make(file);
  const { seconds } = await read(readFileSync(file));
  expect(seconds).toBeGreaterThan(1.8);
  expect(left()).toEqual([]);
});

test('what is longer than allowed is refused, and what is just that long is not', async () => {
  expect(await reasonOf(read(aSound('ogg', 4), { maxSeconds: 2 }))).toBe('too_long');
  await expect(read(aSound('wav', 2), { maxSeconds: 2 })).resolves.toMatchObject({ seconds: 2 });
});

test.each([
  ['nothing at all', Buffer.alloc(0)],
  ['a text', Buffer.from('hello, this is no sound at all')],
  ['a playlist', Buffer.from('#EXTM3U\nfile:///etc/passwd\n')],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['a container without a sound', Buffer.concat([Buffer.from('OggS'), Buffer.alloc(4_000)])],
  ['noise that begins like MP3', Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(64, 7)])],
])('%s is refused', async (_what, bytes) => {
  expect(await reasonOf(read(bytes))).toBe('unsupported');
  expect(left()).toEqual([]);
});

test('a file that was cut in the middle is read as far as it goes', async () => {
  const whole = aSound('ogg', 4);
  const { seconds } = await read(whole.subarray(0, Math.floor(whole.length / 2)));
  expect(seconds).toBeGreaterThan(0.5);
  expect(seconds).toBeLessThan(4);
});

test('a conversion past its time is killed', async () => {
  expect(await reasonOf(read(aSound('wav', 60), { timeoutMs: 1 }))).toBe('internal');
});

test('a conversion that is told to stop stops, and is no failure of the sound', async () => {
  expect(await reasonOf(read(aSound('wav', 2), { signal: AbortSignal.abort() }))).toBe('asr');
});

test('a converter that cannot be started is our failure', async () => {
  expect(await reasonOf(read(aSound('wav', 1), { ffmpeg: path.join(folder, 'no-such-program') }))).toBe('internal');
});
