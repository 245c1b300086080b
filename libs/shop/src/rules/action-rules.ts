import type { ShopActionKind } from '../methods/actions/action-kinds';
import type { ActionContext, ApplyContext } from './action-context';
import type { ApplyOutcome, PreviewOutcome, RefusedAction } from './action-outcome';
import { planOf } from './actions/plan-of';
import { previewOf } from './actions/preview-of';
import { settleApply } from './actions/settle-apply';
import { ShopRefusal } from './refusal';
import type { ActionRows } from './shop-rows';

/** What an action would do (SIS API v1, sections 9 and 10). Pure. `body` is checked here, whatever it is. */
export function previewShopAction(kind: ShopActionKind, rows: ActionRows, body: unknown, context: ActionContext): PreviewOutcome {
  return orRefusal(() => ({ ok: true, ...previewOf(planOf(kind, rows, body, context), context.limits) }));
}

/**
 * What an apply writes and answers. Pure: the caller writes `changes`, all or none, over the rows as they were read.
 * `body` is the preview's with `force`, `expected` and `not_after`; without `expected` nothing is compared.
 */
export function applyShopAction(kind: ShopActionKind, rows: ActionRows, body: unknown, context: ApplyContext): ApplyOutcome {
  return orRefusal(() => settleApply(kind, rows, body, context));
}

function orRefusal<T>(work: () => T): T | RefusedAction {
  try {
    return work();
  } catch (error) {
    if (error instanceof ShopRefusal) return { ok: false, refusal: error };
    throw error;
  }
}
