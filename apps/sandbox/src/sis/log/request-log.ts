import type { Instant } from '@ownerbot/shop';

const KEPT = 5_000;

/** A request of the public API as the log tells it: keys masked, the text of searches left out. */
export interface LoggedRequest {
  readonly seq: number;
  readonly time: Instant;
  readonly ms: number;
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body_hash: string;
  /** 0 when no answer was sent. */
  readonly status: number;
  readonly fault: string | null;
  /** Why it was refused. */
  readonly reason: string | null;
}

export interface RequestLog {
  add(request: Omit<LoggedRequest, 'seq'>): LoggedRequest;
  /** Those after `since`, a number or a moment, oldest first. */
  list(since: number | Date): readonly LoggedRequest[];
  clear(): void;
}

export function createRequestLog(onAdd: (request: LoggedRequest) => void): RequestLog {
  let kept: LoggedRequest[] = [];
  let lastSeq = 0;
  return {
    add(request) {
      const logged = { seq: ++lastSeq, ...request };
      kept.push(logged);
      // Cut seldom, so that a busy log is not copied for every request.
      if (kept.length > KEPT * 1.2) kept = kept.slice(-KEPT);
      onAdd(logged);
      return logged;
    },
    list: (since) => (since instanceof Date ? kept.filter((one) => Date.parse(one.time) >= since.getTime()) : kept.filter((one) => one.seq > since)),
    clear() {
      kept = [];
    },
  };
}

const KEY_HEADERS = new Set(['x-ownerbot-key', 'x-api-key', 'authorization', 'cookie']);

export function maskedHeaders(headers: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, KEY_HEADERS.has(name) ? '***' : value]));
}

/** `q` may be a phone number: SIS does not log it. */
export function maskedQuery(query: URLSearchParams): string {
  const masked = new URLSearchParams(query);
  if (masked.has('q')) masked.set('q', '***');
  return masked.toString();
}
