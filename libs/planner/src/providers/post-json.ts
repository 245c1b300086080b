import axios, { type AxiosResponse } from 'axios';
import { noAnswer, noPlan } from '../errors';

export interface JsonCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  /** Of whoever asks; its reason is thrown on. */
  readonly signal: AbortSignal;
  /** Fires when the time is up. */
  readonly limit: AbortSignal;
}

export interface JsonAnswer {
  readonly status: number;
  /** The parsed body; undefined where it is no JSON. */
  readonly body: unknown;
  readonly retryAfterMs: number | null;
}

const MAX_ANSWER_BYTES = 1024 * 1024;

/** One exchange. It follows no redirect and takes no proxy: the key must not reach another host. @throws PlannerError when there is no answer, or one that is too large */
export async function postJson({ url, headers, body, signal, limit }: JsonCall): Promise<JsonAnswer> {
  try {
    const response = await axios.request<string>({
      method: 'POST',
      url,
      headers: { 'Content-Type': 'application/json', ...headers },
      data: JSON.stringify(body),
      signal: AbortSignal.any([signal, limit]),
      proxy: false,
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      responseType: 'text',
      transformResponse: [(data: unknown) => data],
      validateStatus: () => true,
    });
    return { status: response.status, body: parsed(response.data), retryAfterMs: retryAfter(response) };
  } catch (error) {
    signal.throwIfAborted();
    const { code = 'network', message } = axios.isAxiosError(error) ? error : { message: '' };
    if (message.startsWith('maxContentLength')) throw noPlan('too_large', `the answer of the model is larger than ${MAX_ANSWER_BYTES} bytes`);
    // Not the error itself: it holds the headers with the key, and the owner's text.
    throw noAnswer(`no answer from the model (${limit.aborted ? 'time is up' : code})`);
  }
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
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1_000) : null;
}
