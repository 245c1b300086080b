import { ShopError } from '@ownerbot/shop';
import { json, type JsonAnswer } from '../public/answer';
import { checkShop } from '../public/authorize';
import { envelope } from '../public/envelope';
import type { SisRequest } from '../public/read-request';
import type { Sim } from '../sim';
import { RouteAbsent, SisRefusal } from '../sis-refusal';
import { ANY_ID, queryReader } from './query-reader';
import type { ReadEndpoint } from './read-endpoints';
import { readsNow } from './reads-now';

interface Read {
  readonly endpoint: ReadEndpoint;
  readonly id: string;
  readonly actor: number;
}

/** A GET of the read gateway, or the status of FX; writes nothing. @throws SisRefusal, RouteAbsent */
export function serveRead(sim: Sim, request: SisRequest, { endpoint, id, actor }: Read): JsonAnswer {
  const { capabilities } = sim.store.state().settings;
  if (endpoint.capability !== null && capabilities[endpoint.capability] === false) throw new RouteAbsent();
  const reader = queryReader(request.query);
  const shopId = checkShop(sim, reader.integer('shop_id', ANY_ID));
  try {
    const now = sim.clock.now();
    const reads = readsNow(sim, { shopId, actor, correlationId: request.correlationId }, now);
    const answer = endpoint.answer({ sim, now, shopId, reader, reads, id });
    return json(200, envelope(request, answer), { 'x-correlation-id': request.correlationId });
  } catch (error) {
    throw error instanceof ShopError ? sisRefusalOf(error) : error;
  }
}

function sisRefusalOf({ code, message, facts }: ShopError): SisRefusal {
  if (code === 'NOT_FOUND') return new SisRefusal(404, 'NOT_FOUND', message);
  return new SisRefusal(422, facts.reason ?? 'VALIDATION', message, { detail: { fields: facts.fields ?? [] } });
}
