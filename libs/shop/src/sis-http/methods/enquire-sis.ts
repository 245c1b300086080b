import type { ShopAnswer } from '../../envelope';
import { OperationData } from '../../methods/actions/operation';
import type { ShopCall } from '../../shop-port';
import { errorKindOf, type SisRequest } from '../calls/create-caller';
import { buildPath } from '../wire/build-path';
import { errorOfAnswer, unavailable } from '../wire/error-of-answer';
import { readTolerantly } from '../wire/read-answer-body';
import { contractBroken, readData } from '../wire/read-data';
import { isJsonObject } from '../wire/read-json';
import { actionFrame } from './ask-action';
import { readApplyData } from './read-apply-data';
import type { SisParts } from './sis-parts';

const TEMPLATE = '/ownerbot/v1/actions/operations/{idempotency_key}';

/**
 * What became of the apply with this key (SIS API v1, 11.2); null: SIS never received it.
 * Rejects with `UPSTREAM_NOT_IMPLEMENTED` where SIS offers no enquiry.
 */
export async function enquireSis(parts: SisParts, key: string, call: ShopCall): Promise<ShopAnswer<OperationData> | null> {
  const path = buildPath(TEMPLATE, { idempotency_key: key }, { shop_id: call.shopId });
  const request: SisRequest = { callClass: 'enquiry', method: 'GET', template: TEMPLATE, path, body: null };
  const { exchange, json } = await parts.ask(request, call);
  if (exchange.kind === 'silent') throw unavailable(exchange.failure);
  if (exchange.kind === 'broken' || exchange.status < 200 || exchange.status >= 300) {
    const { error, refusal } = errorOfAnswer(exchange, 'action', parts);
    if (exchange.status === 404 && refusal.reason === 'OPERATION_NOT_FOUND') return null;
    throw error;
  }
  if (json === undefined) throw unavailable(errorKindOf(exchange, false) ?? 'not_json', { http_status: exchange.status });
  if (!isJsonObject(json) || json['ok'] === false) throw contractBroken([{ path: 'ok', rule: 'true', allowed: 'true' }]);
  const read = readTolerantly(json, actionFrame(request, exchange, parts.clock.now()));
  const found = isJsonObject(read.data) ? read.data : {};
  const result = readApplyData(found['result'], { at: read.asOf });
  // A stored result is as good as the answer that was lost, and is read with the same tolerance.
  const data = { ...readData(OperationData, { ...found, result: null }), result };
  if (data.state === 'committed' && result === null) throw contractBroken([{ path: 'result', rule: 'object', allowed: 'the result of a committed operation' }]);
  return { data, as_of: read.asOf, warnings: read.warnings, provenance: read.provenance };
}
