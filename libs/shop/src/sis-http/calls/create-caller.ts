import { sleep, type Clock } from '@ownerbot/runtime';
import type { ShopCall } from '../../shop-port';
import type { Exchange, SendOnce } from '../transport/exchange';
import { readJson } from '../wire/read-json';
import { requestHeaders } from '../wire/request-headers';
import { retryAfterMs } from '../wire/retry-after';
import { callLimits, type CallClass, type CallTiming } from './call-classes';
import { isWorthRepeating, nextDelayMs } from './retry-plan';
import type { OnUpstreamCall } from './upstream-audit';

/** One call of the contract. `template` is the path without values: what audit tells. */
export interface SisRequest {
  readonly callClass: CallClass;
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly template: string;
  readonly path: string;
  readonly body: string | null;
  readonly idempotencyKey?: string;
}

export interface SisResult {
  readonly exchange: Exchange;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
}

/** Makes a call with the limits and repeats of its class and tells what became of the last attempt. Applies are sent once. */
export type AskSis = (request: SisRequest, call: ShopCall) => Promise<SisResult>;

export interface CallerParts {
  readonly send: SendOnce;
  readonly apiKey: string;
  readonly timing: CallTiming;
  readonly clock: Clock;
  /** 0..1. */
  readonly random: () => number;
  readonly onCall?: OnUpstreamCall;
}

const ACTIONS_PREFIX = '/ownerbot/v1/actions/';

/** Rejects with the reason of `call.signal` alone; an apply never rejects, since it may have been sent. */
export function createCaller(parts: CallerParts): AskSis {
  const limitsOf = callLimits(parts.timing);
  return async (request, call) => {
    const limits = limitsOf[request.callClass];
    const isApply = request.callClass === 'apply';
    const startedAt = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      if (!isApply) call.signal.throwIfAborted();
      const tell = startAttempt(parts, request, call, attempt);
      const exchange = await parts.send({
        method: request.method,
        path: request.path,
        headers: requestHeaders(call, {
          apiKey: parts.apiKey,
          isAction: request.template.startsWith(ACTIONS_PREFIX),
          hasBody: request.body !== null,
          idempotencyKey: request.idempotencyKey,
        }),
        body: request.body,
        connectTimeoutMs: limits.connectMs,
        totalTimeoutMs: limits.totalMs,
        isFresh: limits.isFresh,
        signal: call.signal,
      });
      const json = exchange.kind === 'answered' ? readJson(exchange.body) : undefined;
      const delayMs = isWorthRepeating(exchange, json !== undefined)
        ? nextDelayMs({
            made: attempt,
            allowed: limits.attempts,
            sinceFirstMs: performance.now() - startedAt,
            baseMs: parts.timing.sisRetryBackoffBaseSec * 1_000,
            retryAfterMs: exchange.kind === 'silent' ? null : retryAfterMs(exchange.headers, parts.clock),
            random: parts.random(),
          })
        : null;
      tell(exchange, json !== undefined, delayMs);
      if (!isApply) call.signal.throwIfAborted();
      if (delayMs === null) return { exchange, json };
      await sleep(delayMs, call.signal);
    }
  };
}

function startAttempt({ onCall, clock }: CallerParts, request: SisRequest, call: ShopCall, attempt: number) {
  const tell = (event: Parameters<OnUpstreamCall>[0]): void => {
    try {
      onCall?.(event);
    } catch {
      // Told to nobody: see OnUpstreamCall.
    }
  };
  const frame = () => ({ occurred_at: clock.now(), correlation_id: call.correlationId, owner_user_id: call.actorTelegramId, shop_id: call.shopId });
  const what = { method: request.method, path: request.template, class: request.callClass, attempt };
  const startedAt = performance.now();
  tell({ ...frame(), event_type: 'upstream_call_started', fields: what });
  return (exchange: Exchange, isReadable: boolean, delayMs: number | null): void =>
    tell({
      ...frame(),
      event_type: 'upstream_call_finished',
      fields: {
        ...what,
        status: exchange.kind === 'silent' ? null : exchange.status,
        duration_ms: Math.round(performance.now() - startedAt),
        error_kind: errorKindOf(exchange, isReadable),
        retry_in_ms: delayMs === null ? null : Math.round(delayMs),
        is_replay: isReplay(exchange),
      },
    });
}

export function errorKindOf(exchange: Exchange, isReadable: boolean): string | null {
  if (exchange.kind !== 'answered') return exchange.failure;
  if (exchange.status < 200 || exchange.status >= 300) return `http_${exchange.status}`;
  return isReadable ? null : 'not_json';
}

/** SIS says that it answered from what it had stored under the key. */
export function isReplay(exchange: Exchange): boolean {
  return exchange.kind === 'answered' && exchange.headers['idempotent-replay']?.toLowerCase() === 'true';
}
