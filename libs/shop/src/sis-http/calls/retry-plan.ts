import type { Exchange } from '../transport/exchange';

const LONGEST_DELAY_MS = 5_000;
/** No attempt starts later than this after the first, so that the owner learns of trouble early. */
const LAST_START_MS = 10_000;
const JITTER = 0.2;
const RETRIED_STATUSES = new Set([429, 500, 502, 503, 504]);

export interface RetryState {
  /** How many attempts have been made. */
  readonly made: number;
  readonly allowed: number;
  readonly sinceFirstMs: number;
  readonly baseMs: number;
  /** Of the failed answer. */
  readonly retryAfterMs: number | null;
  /** 0..1. */
  readonly random: number;
}

/** Whether asking again at once may help (SIS API v1, 4.1). An answer past 2 MB would be as long again. */
export function isWorthRepeating(exchange: Exchange, isReadable: boolean): boolean {
  if (exchange.kind === 'silent') return exchange.failure !== 'interrupted';
  if (RETRIED_STATUSES.has(exchange.status)) return true;
  if (exchange.status < 200 || exchange.status >= 300) return false;
  return exchange.kind === 'broken' ? exchange.failure !== 'too_large' && exchange.failure !== 'interrupted' : !isReadable;
}

/** How long to wait before the next attempt of the same call; null: the call has failed, and its job may try later. */
export function nextDelayMs({ made, allowed, sinceFirstMs, baseMs, retryAfterMs, random }: RetryState): number | null {
  if (made >= allowed) return null;
  if (retryAfterMs !== null && retryAfterMs > LONGEST_DELAY_MS) return null;
  const jittered = baseMs * 2 ** (made - 1) * (1 + JITTER * (2 * random - 1));
  const delayMs = Math.max(retryAfterMs ?? 0, Math.min(LONGEST_DELAY_MS, jittered));
  return sinceFirstMs + delayMs > LAST_START_MS ? null : delayMs;
}
