import { sleep, type Clock } from '@ownerbot/runtime';
import { ForeignDatabaseError, type ReadOnlyPool, type ReadTransaction } from '@ownerbot/storage';
import { ShopError } from '../../errors';
import { nextDelayMs } from '../../sis-http/calls/retry-plan';
import type { ShopCall } from '../../shop-port';
import { asShopError, shopErrorOf, tooSlow } from './error-of-postgres';

/** What is told of each attempt: the method, never its question, its values or its rows. */
export interface DatabaseCallEvent {
  readonly occurred_at: Date;
  readonly call: ShopCall;
  readonly method: string;
  readonly attempt: number;
  readonly duration_ms: number;
  /** Code of the error, and what failed; null: it was answered. */
  readonly error: { readonly code: string; readonly failure: string; readonly server_message: string | null } | null;
}

export interface ReaderParts {
  readonly pool: ReadOnlyPool;
  readonly clock: Clock;
  /** 0..1. */
  readonly random: () => number;
  readonly retryBaseMs: number;
  readonly onCall: (event: DatabaseCallEvent) => void;
}

/** One question: `pass` says whether it may be asked at all. */
export interface Question {
  readonly method: string;
  readonly call: ShopCall;
  readonly limitMs: number;
  readonly pass: () => Promise<void>;
}

/** Runs one read in one snapshot, with one repeat where that may help, all of it within the limit. Rejects with ShopError, the reason of the call's signal, or a defect. */
export type Reader = <T>(question: Question, work: (tx: ReadTransaction) => Promise<T>) => Promise<T>;

const ATTEMPTS = 2;

export function createReader({ pool, clock, random, retryBaseMs, onCall }: ReaderParts): Reader {
  return async ({ method, call, limitMs, pass }, work) => {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(tooSlow()), limitMs);
    const signal = AbortSignal.any([call.signal, limit.signal]);
    const firstAt = performance.now();
    try {
      for (let attempt = 1; ; attempt += 1) {
        const startedAt = performance.now();
        const tell = (error: unknown): void =>
          onCall({ occurred_at: clock.now(), call, method, attempt, duration_ms: Math.round(performance.now() - startedAt), error: error === null ? null : told(error) });
        try {
          await unlessAborted(pass(), signal);
          const result = await pool.read(work, signal);
          tell(null);
          return result;
        } catch (thrown) {
          const error = asShopError(thrown);
          tell(thrown);
          if (signal.aborted || !(error instanceof ShopError) || error.code !== 'UPSTREAM_UNAVAILABLE') throw error;
          const delayMs = nextDelayMs({ made: attempt, allowed: ATTEMPTS, sinceFirstMs: performance.now() - firstAt, baseMs: retryBaseMs, retryAfterMs: null, random: random() });
          if (delayMs === null) throw error;
          await sleep(delayMs, signal);
          signal.throwIfAborted();
        }
      }
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The guard's look is shared by all calls, so a call that ends does not end it. */
function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = (): void => reject(signal.reason as Error);
    if (signal.aborted) cut();
    else signal.addEventListener('abort', cut, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cut));
  });
}

function told(error: unknown): NonNullable<DatabaseCallEvent['error']> {
  if (error instanceof ForeignDatabaseError) {
    return { code: shopErrorOf(error)?.code ?? 'TOOL_EXECUTION_FAILED', failure: error.facts.failure, server_message: error.facts.serverMessage };
  }
  if (error instanceof ShopError) return { code: error.code, failure: error.facts.failure ?? error.facts.reason ?? error.code, server_message: null };
  return { code: 'INTERRUPTED', failure: 'interrupted', server_message: null };
}
