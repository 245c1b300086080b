import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { CallKind } from '../faults/fault-rule';
import { SisRefusal } from '../sis-refusal';

export const MAX_BODY_BYTES = 256 * 1024;
const ACTIONS = '/ownerbot/v1/actions/';

/** A request of the public API, read to its end. */
export interface SisRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly kind: CallKind;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  /** SHA-256 in hex of the body's bytes. */
  readonly bodyHash: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly correlationId: string;
}

/** @throws SisRefusal when the body is too large. */
export async function readRequest(request: IncomingMessage): Promise<SisRequest> {
  const url = new URL(request.url ?? '/', 'http://sis');
  const method = request.method ?? 'GET';
  const body = await readBody(request);
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  const correlationId = headers['x-correlation-id'] ?? '';
  return {
    method,
    path: url.pathname,
    kind: kindOf(method, url.pathname),
    query: url.searchParams,
    body,
    bodyHash: createHash('sha256').update(body).digest('hex'),
    headers,
    correlationId: /^[A-Za-z0-9_-]{1,64}$/.test(correlationId) ? correlationId : 'none',
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read on to the end: an answer to a sender that still writes would be lost in a reset.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) throw new SisRefusal(413, 'BODY_TOO_LARGE', `a body has at most ${MAX_BODY_BYTES} bytes`);
  return Buffer.concat(chunks);
}

function kindOf(method: string, path: string): CallKind {
  if (path === '/ownerbot/v1/ping') return 'ping';
  if (!path.startsWith(ACTIONS)) return 'read';
  if (path.startsWith(`${ACTIONS}operations/`)) return 'enquiry';
  return method === 'PATCH' || path.endsWith('/apply') ? 'apply' : 'preview';
}
