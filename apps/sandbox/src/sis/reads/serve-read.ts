import { memoryReads, ShopError } from '@ownerbot/shop';
import { json, type JsonAnswer } from '../public/answer';
import { checkShop } from '../public/authorize';
import { envelope } from '../public/envelope';
import type { SisRequest } from '../public/read-request';
import type { Sim } from '../sim';
import { RouteAbsent, SisRefusal } from '../sis-refusal';
import { ANY_ID, queryReader } from './query-reader';
import type { ReadEndpoint } from './read-endpoints';

interface Read {
  readonly endpoint: ReadEndpoint;
  readonly id: string;
  readonly actor: number;
}

/** Nothing cuts a question over rows in memory. */
const NEVER = new AbortController().signal;

/** A GET of the read gateway, or the status of FX; writes nothing. @throws SisRefusal, RouteAbsent */
export function serveRead(sim: Sim, request: SisRequest, { endpoint, id, actor }: Read): JsonAnswer {
  const { rows, settings } = sim.store.state();
  if (endpoint.capability !== null && settings.capabilities[endpoint.capability] === false) throw new RouteAbsent();
  const reader = queryReader(request.query);
  const shopId = checkShop(sim, reader.integer('shop_id', ANY_ID));
  const now = sim.clock.now();
  const reads = memoryReads(rows, {
    now,
    system: 'sis',
    historyFrom: settings.history_from ?? undefined,
    call: {
      shopId,
      currency: settings.currency,
      timezone: sim.timezone,
      actorTelegramId: String(actor),
      correlationId: request.correlationId,
      signal: NEVER,
    },
  });
  try {
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
