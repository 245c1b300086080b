import { createHash } from 'node:crypto';
import type { ShopCall } from '../../shop-port';
import { errorKindOf, type SisRequest } from '../calls/create-caller';
import type { Exchange } from '../transport/exchange';
import { errorOfAnswer, unavailable } from '../wire/error-of-answer';
import { readTolerantly, type ActionParts } from '../wire/read-answer-body';
import { contractBroken } from '../wire/read-data';
import { isJsonObject } from '../wire/read-json';
import type { SisParts } from './sis-parts';

/** Asks below `/actions` and takes the answer apart, envelope or not: FX status, previews. Rejects as {@link readSis} does. */
export async function askAction({ ask, clock, hide }: SisParts, request: SisRequest, call: ShopCall): Promise<ActionParts> {
  const { exchange, json } = await ask(request, call);
  if (exchange.kind === 'silent') throw unavailable(exchange.failure);
  if (exchange.kind === 'broken' || exchange.status < 200 || exchange.status >= 300) throw errorOfAnswer(exchange, 'action', { clock, hide }).error;
  if (json === undefined) throw unavailable(errorKindOf(exchange, false) ?? 'not_json', { http_status: exchange.status });
  if (!isJsonObject(json)) throw contractBroken([{ path: '', rule: 'object', allowed: 'an envelope or its data' }]);
  if (json['ok'] === false) throw contractBroken([{ path: 'ok', rule: 'true', allowed: 'true in an answer of status 200' }]);
  return readTolerantly(json, actionFrame(request, exchange, clock.now()));
}

export function actionFrame(request: SisRequest, exchange: Extract<Exchange, { kind: 'answered' }>, now: Date) {
  return {
    source: `sis:${request.template}`,
    requestHash: createHash('sha256').update(request.body ?? request.path).digest('hex'),
    dateHeader: exchange.headers['date'] ?? null,
    now,
  };
}

/** Nothing tells when SIS read its data: our own clock stands in, and the answer says so. */
export const AS_OF_MISSING = { code: 'AS_OF_MISSING', message: 'the answer states no time' } as const;
