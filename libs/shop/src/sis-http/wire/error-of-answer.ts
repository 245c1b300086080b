import type { Clock } from '@ownerbot/runtime';
import { ShopError, type ShopErrorCode, type ShopErrorFacts } from '../../errors';
import type { Exchange } from '../transport/exchange';
import { readJson } from './read-json';
import { readRefusal, type SisRefusal } from './read-refusal';
import { retryAfterMs } from './retry-after';

/** What is asked for: a 404 means another thing for each. */
export type AskedFor = 'collection' | 'entity' | 'action';

/** An answer that is no success, as the error of the contract's table (SIS API v1, section 3), and the refusal that it was made of. */
export interface ReadError {
  readonly error: ShopError;
  readonly refusal: SisRefusal;
}

type Answered = Extract<Exchange, { kind: 'answered' | 'broken' }>;

/** Why there was no whole answer, as an error; the same code whatever the reason was. */
export function unavailable(failure: string, facts: ShopErrorFacts = {}): ShopError {
  return new ShopError('UPSTREAM_UNAVAILABLE', `SIS did not answer: ${failure}`, { failure, ...facts });
}

export function errorOfAnswer(exchange: Answered, askedFor: AskedFor, { clock, hide }: { clock: Clock; hide: (text: string) => string }): ReadError {
  const { status, headers } = exchange;
  const refusal = readRefusal(status, exchange.kind === 'answered' ? readJson(exchange.body) : undefined, hide);
  const code = codeOfStatus(status, askedFor, refusal);
  const afterMs = retryAfterMs(headers, clock);
  const facts: ShopErrorFacts = {
    reason: refusal.reason,
    http_status: status,
    ...(refusal.message === '' ? {} : { upstream_message: refusal.message }),
    ...(code === 'VALIDATION_ERROR' && refusal.fields.length > 0 ? { fields: refusal.fields } : {}),
    ...(refusal.ids.length > 0 ? { ids: refusal.ids } : {}),
    ...(code === 'NOT_FOUND' ? { entity: 'order' } : {}),
    ...(code === 'UPSTREAM_UNAVAILABLE' ? { failure: failureOf(exchange, status) } : {}),
    ...(code === 'UPSTREAM_UNAVAILABLE' && afterMs !== null ? { retry_after_ms: afterMs } : {}),
  };
  return { refusal, error: new ShopError(code, `SIS answered HTTP ${status} ${refusal.reason}`, facts) };
}

function failureOf(exchange: Answered, status: number): string {
  return exchange.kind === 'broken' && status < 300 ? exchange.failure : `http_${status}`;
}

function codeOfStatus(status: number, askedFor: AskedFor, refusal: SisRefusal): ShopErrorCode {
  if (status === 401 || status === 403) return 'UPSTREAM_AUTH';
  // A page for a 404 comes from something that knows no such route, never from a shop that looked for the order.
  if (status === 404) return askedFor === 'entity' && refusal.isReadable ? 'NOT_FOUND' : 'UPSTREAM_NOT_IMPLEMENTED';
  if (status === 422) return 'VALIDATION_ERROR';
  if (status !== 409 || askedFor !== 'action') return 'UPSTREAM_UNAVAILABLE';
  if (refusal.reason === 'PREVIEW_STALE' || refusal.reason === 'IDEMPOTENCY_MISMATCH') return refusal.reason;
  return 'ACTION_CONFLICT';
}
