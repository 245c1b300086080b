import { TelegramError, type TelegramErrorKind } from '../errors';
import { classifyError } from './classify-error';

export interface FileCall {
  readonly root: string;
  readonly token: string;
  readonly path: string;
  readonly fetch: typeof fetch;
  readonly hideToken: (text: string) => string;
  readonly signal: AbortSignal | undefined;
}

const METHOD = 'downloadFile';

/** The bytes of a file that `getFile` named. Source: Bot API, "File". @throws TelegramError, amid the stream as well */
export async function openFile({ root, token, path, fetch, hideToken, signal }: FileCall): Promise<AsyncIterable<Uint8Array>> {
  const file = path.split('/').map(encodeURIComponent).join('/');
  // A redirect would carry the token to another host.
  const response = await fetch(`${root.replace(/\/$/, '')}/file/bot${token}/${file}`, { redirect: 'error', ...(signal === undefined ? {} : { signal }) });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new TelegramError({ method: METHOD, kind: kindOf(response.status), sent: 'no', httpStatus: response.status, description: `HTTP ${response.status}`, ...waitOf(response) });
  }
  return chunksOf(response.body, hideToken);
}

/** A file that is no longer kept answers 404. */
function kindOf(status: number): TelegramErrorKind {
  if (status === 429) return 'rate';
  return status === 400 || status === 404 ? 'bad-request' : 'server';
}

function waitOf({ status, headers }: Response): { readonly retryAfterMs?: number } {
  if (status !== 429) return {};
  const seconds = Number(headers.get('retry-after'));
  return { retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 1_000 };
}

async function* chunksOf(body: ReadableStream<Uint8Array>, hideToken: (text: string) => string): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw classifyError(error, METHOD, hideToken);
  }
}
