import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcp, type AddressInfo } from 'node:net';
import { VoiceError, type VoiceFailure } from '../errors';
import { httpTranscriber } from './http';
import { mockTranscriber, type MockAnswer } from './mock';
import { openaiTranscriber } from './openai';
import type { Transcriber } from './transcriber';

type Answer = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void;

let server: Server;
let answer: Answer;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, Buffer.concat(chunks), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => (_request, _body, response) => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

const providers: readonly (readonly [string, (more?: { base?: string; timeoutMs?: number }) => Transcriber])[] = [
  ['http', (more = {}) => httpTranscriber({ baseUrl: more.base ?? base, apiKey: 'key-of-the-service', timeoutMs: more.timeoutMs ?? 2_000 })],
  ['openai', (more = {}) => openaiTranscriber({ baseUrl: more.base ?? base, apiKey: 'sk-secret', model: 'gpt-4o-mini-transcribe', timeoutMs: more.timeoutMs ?? 2_000 })],
];

const ask = (transcriber: Transcriber, signal = new AbortController().signal) =>
  transcriber.transcribe({ audio: Buffer.from('RIFF....'), mime: 'audio/wav', durationSec: 1, languageHint: 'ru', biasPrompt: 'выручка, заказ', correlationId: 'tg-1-2', signal });

async function failureOf(work: Promise<unknown>): Promise<{ code: string; reason: string; retryAfterMs: number | null; message: string }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof VoiceError) return { code: error.code, reason: error.failure.reason, retryAfterMs: error.retryAfterMs, message: error.message };
    throw error;
  }
  throw new Error('it did not fail');
}

describe.each(providers)('%s', (name, make) => {
  test('sends the sound with hint and words, and reads the text', async () => {
    let seen = { path: '', auth: '', body: '' };
    answer = (request, body, response) => {
      seen = { path: request.url ?? '', auth: String(request.headers.authorization ?? request.headers['x-api-key']), body: body.toString('utf8') };
      json(200, { text: 'выручка за вчера', language: 'ru' })(request, body, response);
    };
    await expect(ask(make())).resolves.toMatchObject({ text: 'выручка за вчера', confidence: null, language: 'ru' });
    expect(seen.path).toBe(name === 'http' ? '/transcribe' : '/v1/audio/transcriptions');
    expect(seen.auth).toBe(name === 'http' ? 'key-of-the-service' : 'Bearer sk-secret');
    expect(seen.body).toContain('filename="voice.wav"');
    expect(seen.body).toContain('name="language"\r\n\r\nru');
    expect(seen.body).toContain('выручка, заказ');
  });

  test('an empty text is an answer', async () => {
    answer = json(200, { text: '' });
    await expect(ask(make())).resolves.toMatchObject({ text: '' });
  });

  test.each([
    [401, 'BAD_CONFIG', 'asr'],
    [403, 'BAD_CONFIG', 'asr'],
    [404, 'BAD_CONFIG', 'asr'],
    [302, 'BAD_CONFIG', 'asr'],
    [422, 'ASR_FAILED', 'unsupported'],
    [413, 'ASR_FAILED', 'too_large'],
    [429, 'UPSTREAM_UNAVAILABLE', 'asr'],
    [500, 'UPSTREAM_UNAVAILABLE', 'asr'],
    [503, 'UPSTREAM_UNAVAILABLE', 'asr'],
  ])('%i means %s', async (status, code, reason) => {
    answer = json(status, { detail: 'words of the service' }, { Location: 'http://127.0.0.1:1/', 'Retry-After': '7' });
    const failure = await failureOf(ask(make()));
    expect(failure).toMatchObject({ code, reason });
    expect(failure.retryAfterMs).toBe(code === 'UPSTREAM_UNAVAILABLE' ? 7_000 : null);
    expect(failure.message).not.toMatch(/secret|key-of|words of/);
  });

  test.each([['garbage', '<html>'], ['half a JSON', '{"text": "вы'], ['another shape', { words: [] }], ['no text', { text: 7 }]])('200 with %s is no transcript', async (_what, body) => {
    answer = json(200, body);
    expect(await failureOf(ask(make()))).toMatchObject({ code: 'ASR_FAILED', reason: 'internal' });
  });

  test('silence past the time limit is a service that is away', async () => {
    answer = () => undefined;
    expect(await failureOf(ask(make({ timeoutMs: 50 })))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', reason: 'asr' });
    server.closeAllConnections();
  });

  test('a broken connection, and none at all, is a service that is away', async () => {
    answer = (request) => request.socket.destroy();
    expect(await failureOf(ask(make()))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const gone = createTcp();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect(await failureOf(ask(make({ base: `http://127.0.0.1:${port}` })))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  test('whoever stops it gets the reason of the stop', async () => {
    answer = () => undefined;
    const stop = new AbortController();
    const asked = ask(make(), stop.signal);
    stop.abort(new Error('shutting down'));
    await expect(asked).rejects.toThrow('shutting down');
    server.closeAllConnections();
  });

  test('its health is asked without a sound', async () => {
    answer = json(200, { status: 'ok' });
    await expect(make().health(new AbortController().signal)).resolves.toEqual({ ok: true });
    answer = json(503, { status: 'no model' });
    await expect(make().health(new AbortController().signal)).resolves.toEqual({ ok: false, detail: 'answered 503' });
  });
});

test('the tokens of openai make the confidence; punctuation does not count', async () => {
  answer = json(200, { text: 'да.', logprobs: [{ token: 'да', logprob: Math.log(0.5) }, { token: '.', logprob: Math.log(0.001) }] });
  const { confidence } = await ask(openaiTranscriber({ baseUrl: base, apiKey: 'sk', model: 'gpt-4o-transcribe', timeoutMs: 2_000 }));
  expect(confidence).toBeCloseTo(0.5);
});

describe('mock', () => {
  const sound = createHash('sha256').update('RIFF....').digest('hex');
  const make = (answer: MockAnswer) => mockTranscriber({ text: undefined, confidence: 0.9, fixtures: { [sound]: answer } });

  test('says what it was told of a sound, with its confidence or the usual one', async () => {
    await expect(ask(make({ text: 'выручка за вчера' }))).resolves.toMatchObject({ text: 'выручка за вчера', confidence: 0.9, language: 'ru', model: 'mock' });
    await expect(ask(make({ text: '', confidence: null }))).resolves.toMatchObject({ text: '', confidence: null });
  });

  test.each([
    ['BAD_CONFIG', 'asr'],
    ['ASR_FAILED', 'unsupported'],
    ['ASR_FAILED', 'internal'],
    ['UPSTREAM_UNAVAILABLE', 'asr'],
  ] as const)('fails with %s (%s) when it is told to', async (code, reason) => {
    expect(await failureOf(ask(make({ fail: { code, reason } as VoiceFailure })))).toMatchObject({ code, reason });
  });

  test('whoever stops it gets the reason of the stop', async () => {
    await expect(ask(make({ text: 'x' }), AbortSignal.abort(new Error('shutting down')))).rejects.toThrow('shutting down');
  });
});
