import { json, type JsonAnswer } from '../public/answer';
import { checkShop } from '../public/authorize';
import { envelope } from '../public/envelope';
import type { SisRequest } from '../public/read-request';
import type { Sim } from '../sim';
import { RouteAbsent } from '../sis-refusal';
import { readContext, type ReadEndpoint } from './read-endpoint';

/** A GET of the read gateway, or the status of FX; writes nothing. */
export function serveRead(sim: Sim, request: SisRequest, { endpoint, id }: { endpoint: ReadEndpoint; id: string }): JsonAnswer {
  if (endpoint.capability !== null && sim.store.state().settings.capabilities[endpoint.capability] === false) throw new RouteAbsent();
  const context = readContext(sim, { path: request.path, query: request.query, id });
  checkShop(sim, context.reader.integer('shop_id', { min: 1, max: Number.MAX_SAFE_INTEGER }));
  return json(200, envelope(request, endpoint.read(context)), { 'x-correlation-id': request.correlationId });
}
