import { filtersHash, type OperationData } from '@ownerbot/shop';
import { json, type JsonAnswer } from '../public/answer';
import { checkShop } from '../public/authorize';
import { envelope, snapshot } from '../public/envelope';
import type { SisRequest } from '../public/read-request';
import { omit } from '../omit';
import { ANY_ID, queryReader } from '../reads/query-reader';
import type { Sim } from '../sim';
import { SisRefusal } from '../sis-refusal';
import type { Executing } from './executing';

interface Enquiry {
  readonly sim: Sim;
  readonly executing: Executing;
  readonly request: SisRequest;
  readonly key: string;
}

/** What became of a key (SIS API v1, 11.2). */
export function serveEnquiry({ sim, executing, request, key }: Enquiry): JsonAnswer {
  const shopId = checkShop(sim, queryReader(request.query).integer('shop_id', ANY_ID));
  const data = operationOf(sim, executing, { shopId, key });
  if (data === undefined) throw new SisRefusal(404, 'OPERATION_NOT_FOUND', 'this key was never received');
  const answer = snapshot({ data, at: sim.clock.now(), source: 'sis:operations', filtersHash: filtersHash('operations', { shop_id: shopId, key }) });
  return json(200, envelope(request, answer), { 'x-correlation-id': request.correlationId });
}

function operationOf(sim: Sim, executing: Executing, { shopId, key }: { shopId: number; key: string }): OperationData | undefined {
  const running = executing.find(shopId, key);
  if (running !== undefined) {
    return {
      idempotency_key: key,
      state: 'executing',
      method: running.method,
      path: running.path,
      request_hash: running.requestHash,
      received_at: running.receivedAt,
      finished_at: null,
      http_status: null,
      result: null,
      error: null,
    };
  }
  const stored = sim.store.state().operations.find((one) => one.shop_id === shopId && one.idempotency_key === key);
  if (stored === undefined) return undefined;
  return omit(stored, 'shop_id', 'answer', 'executions');
}
