import { applyChanges, applyShopAction, instant, REFUSAL_STATUS, type ShopActionKind } from '@ownerbot/shop';
import type { SimState, StoredOperation } from '../data/sim-state';
import type { Hit } from '../faults/fault-list';
import { json, type JsonAnswer } from '../public/answer';
import { envelope, snapshot } from '../public/envelope';
import type { SisRequest } from '../public/read-request';
import type { Sim } from '../sim';
import { omit } from '../omit';
import { invalid, SisRefusal } from '../sis-refusal';
import { actionContext, actionRows } from './action-rows';
import type { Executing, ExecutingOperation } from './executing';
import { checkSameActor, readActionBody, sisRefusalOf, type ReadBody } from './read-body';
import { bodyHash } from './serve-preview';

export interface Apply {
  readonly sim: Sim;
  readonly executing: Executing;
  readonly request: SisRequest;
  readonly actor: number;
  readonly kind: ShopActionKind;
  readonly hit: Hit | undefined;
  readonly before: () => Promise<void>;
}

/**
 * An apply under its key (SIS API v1, 11.1): executed once, its answer stored with the change, every other send of the key answered
 * from what is known of it.
 */
export async function serveApply(apply: Apply): Promise<JsonAnswer> {
  const { sim, executing, request, kind } = apply;
  const body = readActionBody(sim, request, kind);
  const key = readKey(request);
  const isIdempotent = !sim.faults.holds('no_idempotency');
  const replay = isIdempotent ? knownAnswer(apply, body.shopId, key) : undefined;
  if (replay !== undefined) {
    checkSameActor(body, apply.actor);
    return replay;
  }
  const operation: ExecutingOperation = {
    shopId: body.shopId,
    key,
    method: request.method,
    path: request.path,
    requestHash: request.bodyHash,
    receivedAt: instant(sim.clock.now()),
    kind,
  };
  const isBusy = isPriceJob(kind) && executing.list().some((one) => one.shopId === body.shopId && isPriceJob(one.kind));
  if (isBusy) return execute(apply, body, { ...operation, refusal: new SisRefusal(409, 'JOB_RUNNING', 'another price job of this shop is running') });
  executing.enter(operation);
  try {
    await apply.before();
    return execute(apply, body, operation);
  } finally {
    executing.leave(operation);
  }
}

/** One price job of a shop at a time. */
function isPriceJob(kind: ShopActionKind): boolean {
  return ['prices/bump', 'prices/adjust', 'reprice', 'reprice/rollback', 'fx'].includes(kind);
}

function readKey({ headers }: SisRequest): string {
  const key = headers['idempotency-key'] ?? '';
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(key)) throw invalid('Idempotency-Key', '16..64 of [A-Za-z0-9_-]');
  return key;
}

/** The stored answer of the same send; undefined for a key that was never seen. @throws SisRefusal 409 */
function knownAnswer({ sim, executing, request }: Apply, shopId: number, key: string): JsonAnswer | undefined {
  const isSame = (method: string, path: string, hash: string): boolean => method === request.method && path === request.path && hash === request.bodyHash;
  const mismatch = new SisRefusal(409, 'IDEMPOTENCY_MISMATCH', 'this key was used for another request');
  const running = executing.find(shopId, key);
  if (running !== undefined) {
    if (!isSame(running.method, running.path, running.requestHash)) throw mismatch;
    throw new SisRefusal(409, 'OPERATION_IN_PROGRESS', 'this operation is still being executed');
  }
  const stored = sim.store.state().operations.find((one) => one.shop_id === shopId && one.idempotency_key === key);
  if (stored === undefined) return undefined;
  if (!isSame(stored.method, stored.path, stored.request_hash)) throw mismatch;
  const headers = { 'x-correlation-id': request.correlationId, 'idempotent-replay': 'true' };
  return { status: stored.http_status, headers, body: JSON.parse(stored.answer) as unknown, text: stored.answer };
}

/** Change and answer become one new state, or none of them does. */
function execute(apply: Apply, body: ReadBody, operation: ExecutingOperation & { readonly refusal?: SisRefusal }): JsonAnswer {
  const { sim, request } = apply;
  const state = sim.store.state();
  const headers = { 'x-correlation-id': request.correlationId };
  try {
    if (operation.refusal !== undefined) throw operation.refusal;
    const { next, answer, data } = applied(apply, body, state);
    sim.store.commit(withOperation(next, operation, { sim, status: 200, answer, result: data, error: null }));
    return json(200, answer, headers);
  } catch (error) {
    if (!(error instanceof SisRefusal)) throw error;
    const { status, code, message, extra } = error;
    const answer = { detail: { code, message, ...extra.detail } };
    sim.store.commit(withOperation(state, operation, { sim, status, answer, result: null, error: { code, message } }));
    return json(status, answer, headers);
  }
}

function applied({ sim, request, actor, kind, hit }: Apply, body: ReadBody, state: SimState) {
  checkSameActor(body, actor);
  if (hit?.fault === 'stale') throw new SisRefusal(409, 'PREVIEW_STALE', 'the shop has changed since the preview');
  if (hit?.fault === 'conflict') throw conflict(hit);
  const now = sim.clock.now();
  const number = state.lastNumber + 1;
  const operationId = `op-${number}`;
  const outcome = applyShopAction(kind, actionRows(sim, now), sim.faults.holds('no_binding') ? omit(body.json, 'expected') : body.json, {
    ...actionContext(sim, now),
    actorTelegramId: String(actor),
    operationId,
  });
  if (!outcome.ok) throw sisRefusalOf(outcome.refusal);
  const entry = {
    event: 'OWNERBOT_ACTION_APPLY',
    at: instant(now),
    shop_id: body.shopId,
    actor_tg_id: actor,
    actor_name: typeof body.json['actor_name'] === 'string' ? body.json['actor_name'] : null,
    idempotency_key: request.headers['idempotency-key'] ?? '',
    operation_id: operationId,
    path: request.path,
  } as const;
  const { data, warnings } = outcome;
  return {
    next: { ...state, rows: applyChanges(state.rows, outcome.changes), journal: [...state.journal, entry], lastNumber: number },
    answer: envelope(request, snapshot({ data, warnings, at: now, source: `sis:${kind}`, filtersHash: bodyHash(kind, body.json) })),
    data,
  };
}

function conflict(hit: Hit): SisRefusal {
  const reason = String(hit.value('reason') ?? 'JOB_RUNNING');
  const known: Readonly<Record<string, number>> = REFUSAL_STATUS;
  return new SisRefusal(known[reason] ?? 409, reason, `simulated conflict ${reason}; force and rollback do not help`);
}

interface Ended {
  readonly sim: Sim;
  readonly status: number;
  readonly answer: object;
  readonly result: StoredOperation['result'];
  readonly error: StoredOperation['error'];
}

function withOperation(state: SimState, operation: ExecutingOperation, { sim, status, answer, result, error }: Ended): SimState {
  const { shopId, key, method, path, requestHash, receivedAt } = operation;
  const isOther = (one: StoredOperation): boolean => one.shop_id !== shopId || one.idempotency_key !== key;
  const before = state.operations.find((one) => !isOther(one))?.executions ?? 0;
  const stored: StoredOperation = {
    shop_id: shopId,
    idempotency_key: key,
    state: error === null ? 'committed' : 'rejected',
    method,
    path,
    request_hash: requestHash,
    received_at: receivedAt,
    finished_at: instant(sim.clock.now()),
    http_status: status,
    answer: JSON.stringify(answer),
    result,
    error,
    executions: before + (error === null ? 1 : 0),
  };
  return { ...state, operations: [...state.operations.filter(isOther), stored] };
}
