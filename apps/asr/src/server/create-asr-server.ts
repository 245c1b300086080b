import { createHash, timingSafeEqual } from 'node:crypto';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { messageOf, type Logger, type Metrics } from '@ownerbot/runtime';
import { toWav, VoiceError } from '@ownerbot/voice';
import { EngineError, type Engine } from '../engine/engine';
import { readUpload } from './read-upload';
import { samplesOf } from './samples-of';

export interface AsrServerParts {
  readonly engine: Engine;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Null: there is no converter. */
  readonly ffmpeg: string | null;
  readonly apiKey: string | undefined;
  readonly maxSeconds: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

const RETRY_AFTER_SEC = 2;
const SECOND_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30];

/** `POST /transcribe` and `GET /health` over an engine. Answers `{ detail }` for what it cannot do, and keeps nothing of a sound. */
export async function createAsrServer(parts: AsrServerParts): Promise<FastifyInstance> {
  const { engine, metrics, apiKey, maxBytes } = parts;
  const answers = metrics.counter({ name: 'asr_requests_total', help: 'Sounds by the status of their answer', labels: ['status'] });
  const seconds = metrics.histogram({ name: 'asr_seconds', help: 'From the request to its answer', buckets: SECOND_BUCKETS });
  const app = fastify({ bodyLimit: 1024, forceCloseConnections: true });
  await app.register(multipart, { limits: { fileSize: maxBytes, files: 1, fields: 10, fieldSize: 4_096, parts: 12 }, throwFileSizeLimit: false });

  app.get('/health', (_request, reply) => {
    const state = engine.state();
    if (state.type === 'ready') return reply.send({ status: 'ok', model: state.model });
    return reply.code(503).send({ status: state.type, ...(state.type === 'no-model' ? { detail: state.detail } : {}) });
  });
  app.get('/metrics', async (_request, reply) => reply.header('content-type', metrics.contentType).send(await metrics.render()));

  app.post('/transcribe', async (request, reply) => {
    const started = performance.now();
    if (apiKey !== undefined && !isSame(apiKey, request.headers['x-api-key'])) {
      answers.inc({ status: '401' });
      return reply.code(401).send({ detail: 'X-API-Key is missing or wrong' });
    }
    const given = new AbortController();
    const giveUp = (): void => given.abort(new Error('the caller has gone'));
    reply.raw.once('close', giveUp);
    try {
      const signal = AbortSignal.any([given.signal, AbortSignal.timeout(parts.timeoutMs)]);
      const upload = await readUpload(request);
      await answer(parts, upload === null ? null : upload.isCut ? 'cut' : upload.bytes, signal, reply);
    } finally {
      reply.raw.off('close', giveUp);
      answers.inc({ status: String(reply.statusCode) });
      seconds.observe((performance.now() - started) / 1_000);
    }
    return reply;
  });
  return app;
}

async function answer({ engine, log, ffmpeg, maxSeconds, maxBytes }: AsrServerParts, bytes: Buffer | 'cut' | null, signal: AbortSignal, reply: FastifyReply): Promise<void> {
  const refuse = (status: number, detail: string): void => void reply.code(status).send({ detail });
  if (bytes === null) return refuse(422, 'the form has no part named file');
  if (bytes === 'cut') return refuse(422, `the file is larger than ${maxBytes} bytes`);
  const state = engine.state();
  if (state.type !== 'ready') return later(reply, state.type === 'no-model' ? state.detail : 'the model is being loaded');
  if (ffmpeg === null) return refuse(500, 'there is no converter: install ffmpeg, or set FFMPEG_PATH');
  try {
    const wav = await toWav(bytes, { ffmpeg, maxSeconds, signal });
    const heard = await engine.recognise(samplesOf(wav.bytes), signal);
    reply.send({ text: heard.text, ...(heard.language === null ? {} : { language: heard.language }), model: state.model, duration_sec: Math.round(wav.seconds * 100) / 100 });
  } catch (error) {
    if (error instanceof VoiceError && error.code === 'ASR_FAILED' && error.failure.reason !== 'internal') return refuse(422, error.message);
    if (error instanceof EngineError && error.problem !== 'broken') return later(reply, error.message);
    log.error('transcription_failed', { error });
    refuse(500, messageOf(error));
  }
}

function later(reply: FastifyReply, detail: string): void {
  void reply.code(503).header('retry-after', String(RETRY_AFTER_SEC)).send({ detail });
}

/** In constant time, whatever the length. */
function isSame(expected: string, given: unknown): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(hash(expected), hash(given));
}
