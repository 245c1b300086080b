import http from 'node:http';
import https from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import { VoiceError } from '../errors';

export interface FormCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent for a GET. */
  readonly form?: FormData;
  /** Until the last byte of the answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface FormAnswer {
  readonly status: number;
  /** The parsed body; undefined where it is no JSON. */
  readonly body: unknown;
  readonly retryAfterMs: number | null;
}

const CONNECT_TIMEOUT_MS = 3_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** One exchange with a recogniser. It follows no redirect and takes no proxy: keys must not reach another host. @throws VoiceError when there is no answer */
export async function callService({ url, headers, form, timeoutMs, signal }: FormCall): Promise<FormAnswer> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await axios.request<string>({
      method: form === undefined ? 'GET' : 'POST',
      url,
      headers: { ...headers },
      ...(form === undefined ? {} : { data: form }),
      signal: limit,
      proxy: false,
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      maxBodyLength: Infinity,
      responseType: 'text',
      transformResponse: [(data: unknown) => data],
      validateStatus: () => true,
      transport: connectedWithin(url.startsWith('https:') ? https : http),
    });
    return { status: response.status, body: parsed(response.data), retryAfterMs: retryAfter(response) };
  } catch (error) {
    signal.throwIfAborted();
    // Not the error itself: it holds the headers with the key.
    throw new VoiceError({ code: 'UPSTREAM_UNAVAILABLE', reason: 'asr' }, `no answer from the recogniser (${axios.isAxiosError(error) ? (error.code ?? 'network') : 'network'})`);
  }
}

/** A request whose connection does not stand in time is given up, long before its answer would be late. */
function connectedWithin(base: Pick<typeof http, 'request'>): { request: (options: http.RequestOptions, onAnswer: (response: http.IncomingMessage) => void) => http.ClientRequest } {
  const request = (options: http.RequestOptions, onAnswer: (response: http.IncomingMessage) => void): http.ClientRequest => {
    const sent = base.request(options, onAnswer);
    const timer = setTimeout(() => sent.destroy(Object.assign(new Error('connect timeout'), { code: 'ETIMEDOUT' })), CONNECT_TIMEOUT_MS);
    const stop = (): void => clearTimeout(timer);
    sent.once('socket', (socket) => (socket.connecting ? socket.once('connect', stop) : stop()));
    sent.once('close', stop);
    return sent;
  };
  return { request };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function retryAfter({ headers }: AxiosResponse): number | null {
  const value: unknown = headers['retry-after'];
  if (typeof value !== 'string') return null;
  const seconds = /^\d{1,6}$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1_000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1_000) : null;
}
