import { applyMethod, applyPath } from '../../methods/actions/action-request';
import type { ShopActionKind } from '../../methods/actions/action-kinds';
import type { SendOutcome } from '../../methods/actions/send-outcome';
import { ShopError } from '../../errors';
import type { ShopCall } from '../../shop-port';
import { errorKindOf, isReplay, type SisRequest } from '../calls/create-caller';
import type { Exchange } from '../transport/exchange';
import { MAX_REQUEST_BYTES } from '../transport/create-transport';
import { errorOfAnswer } from '../wire/error-of-answer';
import { readTolerantly } from '../wire/read-answer-body';
import { isJsonObject } from '../wire/read-json';
import { retryAfterMs } from '../wire/retry-after';
import { actionFrame, AS_OF_MISSING } from './ask-action';
import { readApplyData } from './read-apply-data';
import type { SisParts } from './sis-parts';

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{16,64}$/;

/** Sends an apply once, its bytes as they stand, and tells what is certain about it (SIS API v1, 4.2). Never rejects. */
export async function applySis(parts: SisParts, apply: { kind: ShopActionKind; body: string; key: string }, call: ShopCall): Promise<SendOutcome> {
  const refused = refusedHere(apply);
  if (refused !== null) return refused;
  const path = applyPath(apply.kind);
  const request: SisRequest = { callClass: 'apply', method: applyMethod(apply.kind), template: path, path, body: apply.body, idempotencyKey: apply.key };
  const { exchange, json } = await parts.ask(request, call);
  if (exchange.kind === 'silent') {
    return exchange.wasSent
      ? { outcome: 'uncertain', errorKind: exchange.failure, httpStatus: null }
      : { outcome: 'not_executed', wasSent: false, retryAfterMs: null, errorKind: exchange.failure, httpStatus: null };
  }
  if (exchange.status < 200 || exchange.status >= 300) return outcomeOfRefusal(parts, exchange);
  const uncertain: SendOutcome = { outcome: 'uncertain', errorKind: errorKindOf(exchange, json !== undefined) ?? 'not_a_result', httpStatus: exchange.status };
  if (exchange.kind === 'broken' || !isJsonObject(json) || json['ok'] === false) return uncertain;
  const read = readTolerantly(json, actionFrame(request, exchange, parts.clock.now()));
  const data = readApplyData(read.data, { at: read.asOf });
  if (data === null) return uncertain;
  const warnings = read.isTimed ? read.warnings : [...read.warnings, AS_OF_MISSING];
  return {
    outcome: 'executed',
    answer: { data, as_of: read.asOf, warnings, provenance: read.provenance },
    isReplay: isReplay(exchange),
    httpStatus: exchange.status,
  };
}

function outcomeOfRefusal({ clock, hide }: SisParts, exchange: Extract<Exchange, { kind: 'answered' | 'broken' }>): SendOutcome {
  const { status } = exchange;
  const { error, refusal } = errorOfAnswer(exchange, 'action', { clock, hide });
  const wait = { wasSent: true, retryAfterMs: retryAfterMs(exchange.headers, clock), errorKind: `http_${status}`, httpStatus: status };
  if (status === 429 || (status === 503 && refusal.reason === 'NOT_PROCESSED')) return { outcome: 'not_executed', ...wait };
  // A conflict whose reason cannot be read may be that of an earlier send which is still running.
  if (status === 409 && !refusal.isReadable) return { outcome: 'uncertain', errorKind: 'http_409', httpStatus: status };
  if (status === 409 && refusal.reason === 'OPERATION_IN_PROGRESS') return { outcome: 'in_progress' };
  if ([401, 403, 404, 409, 422].includes(status)) return { outcome: 'refused', error, httpStatus: status };
  return { outcome: 'uncertain', errorKind: `http_${status}`, httpStatus: status };
}

/** What the contract cannot carry is not sent at all: it would be a defect of ours. */
function refusedHere({ body, key }: { body: string; key: string }): SendOutcome | null {
  const problem = !IDEMPOTENCY_KEY.test(key)
    ? { path: 'key', rule: 'form', allowed: '16..64 of A-Z a-z 0-9 _ -' }
    : Buffer.byteLength(body) > MAX_REQUEST_BYTES
      ? { path: 'body', rule: 'size', allowed: `at most ${MAX_REQUEST_BYTES} bytes` }
      : null;
  if (problem === null) return null;
  return { outcome: 'refused', error: new ShopError('VALIDATION_ERROR', `${problem.path}: ${problem.rule}`, { fields: [problem] }), httpStatus: null };
}
