import { createHash } from 'node:crypto';
import { sql, type Db } from '@ownerbot/storage';
import type { ShopAnswer } from '../../envelope';
import { filtersHash, type Json } from '../../filters-hash';
import type { ActionApplyData } from '../../methods/actions/action-apply';
import type { ShopActionKind } from '../../methods/actions/action-kinds';
import type { ActionPreviewData } from '../../methods/actions/action-preview';
import { ACTION_LIMITS, type ActionContext } from '../../rules/action-context';
import { applyShopAction, previewShopAction } from '../../rules/action-rules';
import { errorOfRefusal, refusedField } from '../../rules/refusal';
import { answerOf, type Origin, type ReadAt } from '../../rules/reads/read-at';
import type { ShopCall } from '../../shop-port';
import { loadActionRows } from './load-action-rows';
import { lockTables } from './lock-tables';
import { writeChanges } from './write-changes';

/** Computes a preview from one consistent state of the rows, in a transaction that cannot write. */
export async function previewDemoAction(db: Db, kind: ShopActionKind, body: object, call: ShopCall, now: Date): Promise<ShopAnswer<ActionPreviewData>> {
  const rows = await db.transaction(async (tx) => {
    await tx.query(sql`set transaction isolation level repeatable read, read only`);
    return loadActionRows(tx, kind, body, { now, tz: call.timezone });
  });
  const outcome = previewShopAction(kind, rows, body, contextOf(call, now));
  if (!outcome.ok) throw errorOfRefusal(outcome.refusal);
  return { ...answerOf(readOf(call, now), outcome.data, originOf(kind, body, call)), warnings: outcome.warnings };
}

export interface DemoApply {
  readonly kind: ShopActionKind;
  /** The frozen text of `freezeApply`. */
  readonly body: string;
  /** The decision key; the ids of the operation and its job are made from it. */
  readonly key: string;
  readonly call: ShopCall;
  readonly now: Date;
}

/**
 * Applies an action inside a transaction that the caller has begun (read committed) and will end, so that the change is committed
 * together with the caller's own rows, or not at all. Locks the tables of the target set, reads it again and compares its hash with
 * the preview's. Rejects with `PREVIEW_STALE`, `ACTION_CONFLICT` or `VALIDATION_ERROR` before anything is written: the transaction
 * stays usable. Not idempotent by itself: the caller's proposal row says whether it was done.
 */
export async function applyDemoAction(tx: Db, { kind, body, key, call, now }: DemoApply): Promise<ShopAnswer<ActionApplyData>> {
  const parsed = parseBody(body);
  await lockTables(tx, kind);
  const rows = await loadActionRows(tx, kind, parsed, { now, tz: call.timezone });
  const outcome = applyShopAction(kind, rows, parsed, {
    ...contextOf(call, now),
    actorTelegramId: call.actorTelegramId,
    operationId: `op-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`,
  });
  if (!outcome.ok) throw errorOfRefusal(outcome.refusal);
  await writeChanges(tx, outcome.changes);
  return { ...answerOf(readOf(call, now), outcome.data, originOf(kind, parsed, call)), warnings: outcome.warnings };
}

function contextOf(call: ShopCall, now: Date): ActionContext {
  return { now, currency: call.currency, limits: ACTION_LIMITS };
}

function readOf(call: ShopCall, now: Date): ReadAt {
  return { call, now, system: 'demo' };
}

function originOf(kind: ShopActionKind, body: object, call: ShopCall): Origin {
  const plain: Json = JSON.parse(JSON.stringify(body));
  return { sources: [`actions/${kind}`], filters_hash: filtersHash(kind, { shop_id: call.shopId, body: plain }) };
}

function parseBody(text: string): object {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // Falls through to the refusal below.
  }
  throw errorOfRefusal(refusedField('VALIDATION', 'body', 'object', 'a JSON object'));
}
