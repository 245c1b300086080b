import type { ShopCall } from '../../shop-port';

/** SIS API v1, 1.1. Reads of the gateway carry the key twice, actions once; the idempotency key goes with applies alone. */
export function requestHeaders(
  call: Pick<ShopCall, 'correlationId' | 'actorTelegramId'>,
  { apiKey, isAction, hasBody, idempotencyKey }: { apiKey: string; isAction: boolean; hasBody: boolean; idempotencyKey?: string },
): Record<string, string> {
  return {
    Accept: 'application/json',
    'Accept-Encoding': 'gzip',
    'User-Agent': 'OwnerBot',
    'X-OWNERBOT-KEY': apiKey,
    ...(isAction ? {} : { 'X-API-Key': apiKey }),
    'X-Correlation-ID': correlationHeader(call.correlationId),
    'X-Actor-Tg-Id': call.actorTelegramId,
    ...(hasBody ? { 'Content-Type': 'application/json; charset=utf-8' } : {}),
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
  };
}

/** 1..64 of `[A-Za-z0-9_-]`. Ids of schedules hold moments, with signs that the header may not have; their end tells most. */
function correlationHeader(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, '-').slice(-64) || 'none';
}
