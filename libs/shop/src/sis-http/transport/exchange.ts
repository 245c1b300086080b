/** One HTTP request, ready to be sent: `path` holds the query, `body` goes out as it stands. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Until the connection stands: address look-up, TCP and TLS. */
  readonly connectTimeoutMs: number;
  /** Until the last byte of the answer, connecting included. */
  readonly totalTimeoutMs: number;
  /** On a connection of its own instead of a kept one. */
  readonly isFresh: boolean;
  readonly signal: AbortSignal;
}

/** Why there is no answer, or no whole one. */
export type FailureKind =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'connect_timeout'
  | 'not_connected'
  | 'read_timeout'
  | 'reset'
  | 'not_http'
  | 'too_large'
  | 'cut_off'
  | 'bad_encoding'
  | 'interrupted';

export type WireHeaders = Readonly<Record<string, string>>;

/**
 * What became of a request: an answer; an answer whose body could not be read to its end; or no answer at all. `wasSent` is false
 * only when no byte of the request can have left. Nothing here repeats a header of the request, where the keys stand.
 */
export type Exchange =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: WireHeaders; readonly body: Buffer }
  | { readonly kind: 'broken'; readonly status: number; readonly headers: WireHeaders; readonly failure: FailureKind }
  | { readonly kind: 'silent'; readonly wasSent: boolean; readonly failure: FailureKind };

export type SendOnce = (request: WireRequest) => Promise<Exchange>;
