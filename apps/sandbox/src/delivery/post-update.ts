import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Update } from '../state/telegram-types';

export type PostOutcome = { ok: true } | { ok: false; message: string; retryAfterMs: number | null };

export interface Courier {
  post(update: Update, signal: AbortSignal): Promise<PostOutcome>;
  close(): void;
}

export interface CourierOptions {
  url: string;
  secretToken: string | undefined;
  maxConnections: number;
  timeoutMs: number;
}

/** Posts updates to one webhook over connections that are kept. */
export function createCourier({ url, secretToken, maxConnections, timeoutMs }: CourierOptions): Courier {
  const target = new URL(url);
  const isHttps = target.protocol === 'https:';
  const agentOptions = { keepAlive: true, maxSockets: maxConnections };
  const agent = isHttps ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  const request = isHttps ? httpsRequest : httpRequest;
  const secretHeader = secretToken === undefined ? {} : { 'x-telegram-bot-api-secret-token': secretToken };

  return {
    post: (update, signal) =>
      new Promise((resolve) => {
        const body = JSON.stringify(update);
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...secretHeader };
        const call = request(target, { method: 'POST', agent, headers, signal, timeout: timeoutMs }, (response) => {
          response.resume();
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) return resolve({ ok: true });
          const message = `Wrong response from the webhook: ${status} ${response.statusMessage ?? ''}`.trim();
          resolve({ ok: false, message, retryAfterMs: readRetryAfter(response.headers['retry-after']) });
        });
        call.on('timeout', () => call.destroy(new Error('Read timeout expired')));
        call.on('error', (error: NodeJS.ErrnoException) => resolve({ ok: false, message: describe(error), retryAfterMs: null }));
        call.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Only the form in seconds; a date means a server's clock, which nothing here depends on. */
function readRetryAfter(header: string | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

const wordsByCode: Record<string, string> = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  ETIMEDOUT: 'Connection timed out',
  ENOTFOUND: 'Failed to resolve host: Name or service not known',
  EPIPE: 'Broken pipe',
};

const describe = (error: NodeJS.ErrnoException): string => wordsByCode[error.code ?? ''] ?? error.message;
