import { instant } from '@ownerbot/shop';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hit } from '../faults/fault-list';
import { answerBefore } from '../faults/answer-before';
import { spoilAnswer } from '../faults/spoil-answer';
import { maskedHeaders, maskedQuery } from '../log/request-log';
import type { Sim } from '../sim';
import { RouteAbsent, SisRefusal } from '../sis-refusal';
import { json, type JsonAnswer } from './answer';
import { handle, type Handling } from './handle';
import { readRequest, type SisRequest } from './read-request';
import { Dropped, waitUnlessDropped, type Running } from './running';
import { cut, flood, write } from './write-answer';

export interface PublicApi {
  readonly sim: Sim;
  readonly handling: Handling;
  readonly running: Running;
  /** From 0 up to but without 1, for jitter. */
  readonly random: () => number;
  readonly onDefect: (error: unknown) => void;
}

/** Serves one request of the public API from its first byte to its line in the log. */
export async function serveRequest(api: PublicApi, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { sim, running } = api;
  const begun = performance.now();
  const signal = running.signal();
  let request: SisRequest;
  try {
    request = await readRequest(incoming);
  } catch (error) {
    if (error instanceof SisRefusal) write(response, answerOf(error, 'none', api));
    // The sender has hung up.
    else cut(response);
    return;
  }
  const hit = sim.faults.take(request);
  const sent = await answerRequest(api, request, response, { hit, signal }).catch((error: unknown) => {
    cut(response);
    if (!(error instanceof Dropped)) api.onDefect(error);
    return { status: 0, reason: null };
  });
  sim.log.add({
    time: instant(sim.clock.now()),
    ms: Math.round((performance.now() - begun) * 10) / 10,
    kind: request.kind,
    method: request.method,
    path: request.path,
    query: maskedQuery(request.query),
    headers: maskedHeaders(request.headers),
    body_hash: request.bodyHash,
    fault: hit?.fault ?? null,
    ...sent,
  });
}

interface Sent {
  /** 0: nothing was answered. */
  readonly status: number;
  readonly reason: string | null;
}

interface Circumstances {
  readonly hit: Hit | undefined;
  readonly signal: AbortSignal;
}

const NOTHING: Sent = { status: 0, reason: null };

async function answerRequest(api: PublicApi, request: SisRequest, response: ServerResponse, { hit, signal }: Circumstances): Promise<Sent> {
  const instead = hit === undefined ? undefined : answerBefore(hit, request.correlationId);
  if (instead !== undefined) return finish(response, instead);
  switch (hit?.fault) {
    case 'drop_before':
      cut(response);
      return NOTHING;
    case 'late_apply':
      cut(response);
      await waitUnlessDropped(hit.number('ms', 0), signal);
      await work(api, request);
      return NOTHING;
    case 'drop_after_apply':
      await work(api, request);
      cut(response);
      return NOTHING;
    case 'error_after_apply': {
      await work(api, request);
      const status = hit.number('code', 502);
      return finish(response, json(status, { detail: 'the shop failed after the change' }, { 'x-correlation-id': request.correlationId }));
    }
    case 'slow': {
      const waitMs = hit.number('ms', 0) + api.random() * hit.number('jitter_ms', 0);
      return finish(response, await work(api, request, { hit, before: () => waitUnlessDropped(waitMs, signal) }));
    }
    case 'big_body':
    case 'endless_body':
      return flood(response, await work(api, request), hit.fault === 'big_body' ? hit.number('bytes', 20_000_000) : Infinity, signal);
    default:
      return finish(response, spoilAnswer(await work(api, request, { hit }), hit?.fault));
  }
}

function finish(response: ServerResponse, answer: JsonAnswer): Sent {
  write(response, answer);
  return { status: answer.status, reason: reasonOf(answer.body) };
}

async function work(api: PublicApi, request: SisRequest, how: { hit?: Hit; before?: () => Promise<void> } = {}): Promise<JsonAnswer> {
  try {
    const answer = await handle(api.handling, request, { hit: how.hit, before: how.before ?? (() => Promise.resolve()) });
    await api.sim.database?.settled();
    return answer;
  } catch (error) {
    if (error instanceof Dropped) throw error;
    return answerOf(error, request.correlationId, api);
  }
}

/** The error body of a refusal (SIS API v1, section 3). */
function answerOf(error: unknown, correlationId: string, { onDefect }: Pick<PublicApi, 'onDefect'>): JsonAnswer {
  const headers = { 'x-correlation-id': correlationId };
  if (error instanceof RouteAbsent) return json(404, { detail: 'Not Found' }, headers);
  if (error instanceof SisRefusal) {
    const { status, code, message, extra } = error;
    return json(status, { detail: { code, message, ...extra.detail } }, { ...headers, ...extra.headers });
  }
  onDefect(error);
  return json(500, { detail: 'Internal Server Error' }, headers);
}

function reasonOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('detail' in body)) return null;
  const { detail } = body;
  if (typeof detail === 'string') return detail;
  return typeof detail === 'object' && detail !== null && 'code' in detail ? String(detail.code) : null;
}
