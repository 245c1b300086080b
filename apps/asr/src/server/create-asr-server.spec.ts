import { spawnSync } from 'node:child_process';
import type { FastifyInstance } from 'fastify';
import { createMetrics, loadSettings, silentLogger } from '@ownerbot/runtime';
import { knownSounds, speak } from '@ownerbot/testing';
import { createTranscriber, findFfmpeg, recognise, SoundSettings, VoiceSettings } from '@ownerbot/voice';
import { EngineError, type Engine, type EngineState, type Recording } from '../engine/engine';
import { createAsrServer } from './create-asr-server';

const ffmpeg = findFfmpeg(undefined, process.env['PATH']);
const tone = (seconds: number): Buffer => spawnSync(ffmpeg ?? '', ['-loglevel', 'error', '-f', 'lavfi', '-i', `sine=duration=${seconds}`, '-c:a', 'libopus', '-f', 'ogg', 'pipe:1']).stdout;

let app: FastifyInstance;
let heard: Recording[];
let fails: Error | null;
let state: EngineState;

beforeEach(async () => {
  [heard, fails, state] = [[], null, { type: 'ready', model: 'double' }];
  const engine: Engine = {
    state: () => state,
    recognise(recording) {
      heard.push(recording);
      return fails === null ? Promise.resolve({ text: 'выручка за вчера', language: 'ru' }) : Promise.reject(fails);
    },
  };
  app = await createAsrServer({ engine, metrics: createMetrics(), log: silentLogger, ffmpeg, apiKey: 'key', maxSeconds: 3, maxBytes: 200_000, timeoutMs: 10_000 });
});
afterEach(() => app.close());

async function post(file: Buffer | null, { field = 'file', key = 'key' }: { field?: string; key?: string } = {}) {
  const form = new FormData();
  form.set('language', 'ru');
  if (file !== null) form.set(field, new Blob([new Uint8Array(file)]), 'voice.ogg');
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  const payload = Buffer.from(await request.arrayBuffer());
  const answer = await app.inject({ method: 'POST', url: '/transcribe', payload, headers: { 'content-type': request.headers.get('content-type') ?? '', 'x-api-key': key } });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>(), retryAfter: answer.headers['retry-after'] };
}

test('a sound of any format becomes its words', async () => {
  expect(await post(tone(1))).toMatchObject({ status: 200, body: { text: 'выручка за вчера', language: 'ru', model: 'double', duration_sec: expect.closeTo(1, 1) as number } });
  expect(heard[0]?.sampleRate).toBe(16_000);
  expect(heard[0]?.samples.some((sample) => sample > 0.05)).toBe(true);
});

test.each([
  ['no file', () => post(null), 422, 'no part named file'],
  ['a file under another name', () => post(tone(1), { field: 'sound' }), 422, 'no part named file'],
  ['an empty file', () => post(Buffer.alloc(0)), 422, 'no sound'],
  ['what is no sound', () => post(Buffer.from('just a text')), 422, 'no sound'],
  ['a sound that is too long', () => post(tone(5)), 422, 'longer than 3 s'],
  ['a file that is too large', () => post(Buffer.alloc(200_001)), 422, 'larger than 200000 bytes'],
  ['a wrong key', () => post(tone(1), { key: 'other' }), 401, 'X-API-Key'],
])('%s is refused with its reason', async (_what, ask, status, detail) => {
  expect(await ask()).toMatchObject({ status, body: { detail: expect.stringContaining(detail) as string } });
  expect(heard).toEqual([]);
});

test('what is no form at all is refused', async () => {
  const answer = await app.inject({ method: 'POST', url: '/transcribe', payload: 'x'.repeat(100), headers: { 'content-type': 'text/plain', 'x-api-key': 'key' } });
  expect(answer.statusCode).toBe(422);
});

test('an engine that breaks on a sound is a 500 with its reason; one that is busy asks to come again', async () => {
  fails = new EngineError('broken', 'the engine broke on this sound');
  expect(await post(tone(1))).toMatchObject({ status: 500, body: { detail: 'the engine broke on this sound' } });
  fails = new EngineError('busy', 'other sounds are waiting already');
  expect(await post(tone(1))).toMatchObject({ status: 503, retryAfter: '2' });
});

test('without a model it answers 503 and its health says why', async () => {
  state = { type: 'no-model', detail: 'ASR_MODEL_DIR is not set' };
  expect(await post(tone(1))).toMatchObject({ status: 503, body: { detail: 'ASR_MODEL_DIR is not set' } });
  const health = await app.inject('/health');
  expect([health.statusCode, health.json()]).toEqual([503, { status: 'no-model', detail: 'ASR_MODEL_DIR is not set' }]);
});

test('its health names the model, and its figures count the answers', async () => {
  await post(tone(1));
  expect((await app.inject('/health')).json()).toEqual({ status: 'ok', model: 'double' });
  expect((await app.inject('/metrics')).body).toContain('ownerbot_asr_requests_total{status="200"} 1');
});

describe('the bot as its client', () => {
  const note = speak('выручка за вчера');
  const ask = async (key = 'key') => {
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const { voice, sound } = loadSettings({ process: 'worker', classes: { voice: VoiceSettings, sound: SoundSettings }, env: { ASR_PROVIDER: 'http', ASR_HTTP_BASE_URL: url, ASR_HTTP_API_KEY: key, ASR_MAX_RETRIES: '0' } });
    const transcriber = createTranscriber({ settings: voice, sound, openai: { baseUrl: '', apiKey: undefined } });
    if (transcriber === null || ffmpeg === null) throw new TypeError('nobody can hear');
    return recognise(note.ogg, { languageHint: 'ru', biasPrompt: '', correlationId: 'c', signal: new AbortController().signal }, { transcriber, ffmpeg, settings: { ...sound, ...voice }, random: () => 0 });
  };

  test('gets the words of a spoken note, whose sound reaches the engine as it was', async () => {
    expect(await ask()).toMatchObject({ text: 'выручка за вчера', language: 'ru', model: 'double', confidence: null });
    const sounds = knownSounds();
    sounds.learn(note);
    expect(sounds.textOf(wavOf(heard[0]?.samples ?? new Float32Array()))).toBe('выручка за вчера');
  });

  test('knows what its refusals mean', async () => {
    state = { type: 'no-model', detail: 'ASR_MODEL_DIR is not set' };
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryAfterMs: 2_000 });
  });

  test('is told apart from others by its key', async () => {
    await expect(ask('other')).rejects.toMatchObject({ code: 'BAD_CONFIG' });
  });

  function wavOf(samples: Float32Array): Buffer {
    const wav = Buffer.alloc(44 + samples.length * 2);
    wav.writeUInt32LE(16_000, 24);
    wav.write('data', 36);
    wav.writeUInt32LE(samples.length * 2, 40);
    samples.forEach((sample, at) => wav.writeInt16LE(Math.round(sample * 32_767), 44 + at * 2));
    return wav;
  }
});
