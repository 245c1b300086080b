import http from 'node:http';
import https from 'node:https';
import axios from 'axios';
import type { Exchange, FailureKind, SendOnce, WireRequest } from './exchange';
import { answerFailure, bodyFailure, connectFailure } from './failure-kind';
import { watchedTransport, type Sighting } from './watched-request';

export const MAX_RESPONSE_BYTES = 2 * 1024 * 1024;
export const MAX_REQUEST_BYTES = 256 * 1024;
/** Of a host with several addresses the next one is tried after this long; Node's own 250 ms are too few across an ocean. */
const NEXT_ADDRESS_AFTER_MS = 1000;

export interface Transport {
  readonly send: SendOnce;
  /** Ends the kept connections. */
  close(): void;
}

export interface TransportOptions {
  /** `https://host[:port]`, without a slash at its end. */
  readonly origin: string;
  /** Trusted authorities instead of the system's. */
  readonly ca?: string;
}

/**
 * Exchanges with one origin over one axios client. It never repeats a request, follows no redirect (the keys must not reach another
 * host), takes no proxy from the environment, and stops reading a body at 2 MB of its unpacked bytes.
 */
export function createTransport({ origin, ca }: TransportOptions): Transport {
  const isSecure = origin.startsWith('https:');
  const kept = agentsOf({ keepAlive: true, ca });
  const fresh = agentsOf({ keepAlive: false, ca });
  const client = axios.create({
    baseURL: origin,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: MAX_RESPONSE_BYTES,
    maxBodyLength: MAX_REQUEST_BYTES,
    responseType: 'arraybuffer',
    validateStatus: () => true,
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
  });

  async function send(request: WireRequest): Promise<Exchange> {
    if (request.signal.aborted) return { kind: 'silent', wasSent: false, failure: 'interrupted' };
    const sighting: Sighting = { isConnected: false, answer: null, request: null };
    const limits = startLimits(request);
    const agents = request.isFresh ? fresh : kept;
    try {
      const response = await client.request<Buffer>({
        method: request.method,
        url: request.path,
        headers: { ...request.headers },
        data: request.body === null ? undefined : Buffer.from(request.body, 'utf8'),
        signal: limits.signal,
        httpAgent: agents.http,
        httpsAgent: agents.https,
        transport: watchedTransport(sighting, limits.connected),
      });
      return { kind: 'answered', status: response.status, headers: sighting.answer?.headers ?? {}, body: response.data };
    } catch (error) {
      sighting.request?.destroy();
      return failedExchange(error, sighting, limits.over(), isSecure);
    } finally {
      limits.clear();
    }
  }

  return {
    send,
    close: () => {
      for (const agents of [kept, fresh]) {
        agents.http.destroy();
        agents.https.destroy();
      }
    },
  };
}

function failedExchange(error: unknown, { isConnected, answer }: Sighting, over: FailureKind | null, isSecure: boolean): Exchange {
  if (answer !== null) return { kind: 'broken', ...answer, failure: over ?? bodyFailure(error) };
  if (!isConnected) return { kind: 'silent', wasSent: false, failure: over === 'read_timeout' ? 'connect_timeout' : (over ?? connectFailure(error, isSecure)) };
  return { kind: 'silent', wasSent: true, failure: over ?? answerFailure(error) };
}

function agentsOf({ keepAlive, ca }: { keepAlive: boolean; ca: string | undefined }) {
  const options = { keepAlive, autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS };
  return { http: new http.Agent(options), https: new https.Agent({ ...options, ...(ca === undefined ? {} : { ca }) }) };
}

/** The two time limits and the caller's signal as one signal that remembers which of them fired first. */
function startLimits({ connectTimeoutMs, totalTimeoutMs, signal }: WireRequest) {
  const giveUp = new AbortController();
  let over: FailureKind | null = null;
  const end = (why: FailureKind) => (): void => {
    over ??= why;
    giveUp.abort();
  };
  const onInterrupt = end('interrupted');
  const connecting = setTimeout(end('connect_timeout'), connectTimeoutMs);
  const total = setTimeout(end('read_timeout'), totalTimeoutMs);
  signal.addEventListener('abort', onInterrupt, { once: true });
  return {
    signal: giveUp.signal,
    connected: () => clearTimeout(connecting),
    over: () => over,
    clear: () => {
      clearTimeout(connecting);
      clearTimeout(total);
      signal.removeEventListener('abort', onInterrupt);
    },
  };
}
