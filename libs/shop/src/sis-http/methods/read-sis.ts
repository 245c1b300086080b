import type { ShopAnswer } from '../../envelope';
import type { ShopCall } from '../../shop-port';
import { errorKindOf } from '../calls/create-caller';
import { buildPath } from '../wire/build-path';
import { errorOfAnswer, unavailable } from '../wire/error-of-answer';
import { readStrictly } from '../wire/read-answer-body';
import type { ReadEndpoint } from './read-endpoints';
import type { SisParts } from './sis-parts';

/** Asks one read and checks its answer whole. Rejects with `ShopError`, or with the reason of the call's signal. */
export async function readSis<Q, T extends object>(
  { ask, clock, hide }: SisParts,
  endpoint: ReadEndpoint<Q, T>,
  query: Q,
  call: ShopCall,
): Promise<ShopAnswer<T>> {
  const path = buildPath(endpoint.template, endpoint.params?.(query), { shop_id: call.shopId, ...endpoint.query(query) });
  const { exchange, json } = await ask({ callClass: endpoint.callClass, method: 'GET', template: endpoint.template, path, body: null }, call);
  if (exchange.kind === 'silent') throw unavailable(exchange.failure);
  if (exchange.kind === 'broken' || exchange.status < 200 || exchange.status >= 300) throw errorOfAnswer(exchange, endpoint.askedFor, { clock, hide }).error;
  if (json === undefined) throw unavailable(errorKindOf(exchange, false) ?? 'not_json', { http_status: exchange.status });
  return readStrictly(json, {
    answerClass: endpoint.answerClass,
    source: `sis:${endpoint.template}`,
    window: endpoint.window(query),
    ...(endpoint.list === undefined ? {} : { list: endpoint.list }),
  });
}
