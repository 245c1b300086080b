import { Decimal } from 'decimal.js';
import type { ProductRow } from '../../../demo/seed/rows';
import type { ActionScope, RejectedRow } from '../../../methods/actions/action-preview';
import { money } from '../../../money';
import { DEFAULT_ANOMALY_PCT } from '../../prices/price-fields';
import { deltaPct } from '../../prices/price-targets';
import { hasPrice, sellingPrice } from '../../prices/selling-price';
import { ShopRefusal } from '../../refusal';
import { cell, PLAIN_PLAN, unknownIds, unknownWarnings, type ActionPlan, type Cell, type Target } from '../plan';
import type { Planning } from '../planning';
import { rowsOfIds, selectorOf, type ScopeSelector } from '../scope';

const MAX_REASON = 200;
/** A discount is meant to be large: a change above the threshold is shown, and wants no force. */
const SHOWN_ANOMALY = { thresholdPct: new Decimal(DEFAULT_ANOMALY_PCT), wantsForce: false };

/** `POST /discounts/set` (A10): one discount for the chosen products, in place of the one that they have. */
export function planDiscountsSet(planning: Planning): ActionPlan {
  const { body } = planning;
  const percent = body.integer('discount_percent', { min: 1, max: 95 });
  const { scope, products, rejected, warnings } = chosenProducts(planning, ['product_ids', 'stock_lte', 'scope_all'], true);
  body.text('reason', { min: 0, max: MAX_REASON }, '');
  const unpriced = products.filter((product) => !hasPrice(product.base_price));
  const targets = products.flatMap((product) => {
    if (!hasPrice(product.base_price)) return [];
    return changedTarget(product, percent, [
      cell('products', product.product_id, 'discount_percent', product.discount_percent, percent),
      cell('products', product.product_id, 'compare_at_price', product.compare_at_price, product.base_price),
    ]);
  });
  refuseFree(targets);
  return {
    ...PLAIN_PLAN,
    scope,
    parameters: { action: 'discounts/set', discount_percent: percent, ...scope },
    targets,
    rejected: [...rejected, ...unpriced.map((product) => ({ id: product.product_id, reason: 'MISSING_PRICE' }))],
    warnings,
    anomaly: SHOWN_ANOMALY,
    summary: `${targets.length} discounts of ${percent} %`,
    doneSummary: `${targets.length} discounts set`,
    actionName: 'discount',
  };
}

/** `POST /discounts/clear` (A11). */
export function planDiscountsClear(planning: Planning): ActionPlan {
  const { body } = planning;
  const { scope, products, rejected, warnings } = chosenProducts(planning, ['product_ids', 'scope_all'], false);
  const clearsCompareAt = body.flag('clear_compare_at', true);
  body.text('reason', { min: 0, max: MAX_REASON }, '');
  const discounted = products.filter((product) => product.discount_percent !== null);
  const targets = discounted.flatMap((product) =>
    changedTarget(product, null, [
      cell('products', product.product_id, 'discount_percent', product.discount_percent, null),
      ...(clearsCompareAt ? [cell('products', product.product_id, 'compare_at_price', product.compare_at_price, null)] : []),
    ]),
  );
  const cleared = clearsCompareAt ? discounted.filter((product) => product.compare_at_price !== null).length : 0;
  return {
    ...PLAIN_PLAN,
    scope,
    parameters: { action: 'discounts/clear', clear_compare_at: clearsCompareAt, ...scope },
    targets,
    rejected,
    warnings,
    sideEffects: { coupons_disabled: [], compare_at_cleared: cleared, rollback_available: false },
    anomaly: SHOWN_ANOMALY,
    summary: `${targets.length} discounts to clear`,
    doneSummary: `${targets.length} discounts cleared`,
    actionName: 'discount',
  };
}

interface Chosen {
  readonly scope: ActionScope;
  readonly products: readonly ProductRow[];
  readonly rejected: readonly RejectedRow[];
  readonly warnings: ActionPlan['warnings'];
}

function chosenProducts({ rows, body }: Planning, known: readonly ScopeSelector[], isActiveByDefault: boolean): Chosen {
  const selector = selectorOf(body, known);
  const isOnlyActive = body.flag('only_active', isActiveByDefault);
  const isWanted = (product: ProductRow): boolean => !isOnlyActive || product.status === 'ACTIVE';
  if (selector === 'product_ids') {
    const ids = body.ids('product_ids');
    const { rows: named, unknown } = rowsOfIds(ids, rows.products, (product) => product.product_id);
    const hidden = named.filter((product) => !isWanted(product)).map((product) => ({ id: product.product_id, reason: 'NOT_ACTIVE' }));
    return {
      scope: { kind: 'ids', ids, only_active: isOnlyActive },
      products: named.filter(isWanted),
      rejected: [...unknownIds(unknown), ...hidden],
      warnings: unknownWarnings(unknown),
    };
  }
  const most = selector === 'stock_lte' ? body.integer('stock_lte', { min: 1, max: 9999 }) : null;
  return {
    scope: most === null ? { kind: 'all', only_active: isOnlyActive } : { kind: 'stock_lte', stock_lte: most, only_active: isOnlyActive },
    products: rows.products.filter((product) => isWanted(product) && (most === null || product.stock_qty <= most)),
    rejected: [],
    warnings: [],
  };
}

/** The example shows what the customer pays. A row whose values stay as they are is no target. */
function changedTarget(product: ProductRow, percent: number | null, cells: readonly Cell[]): Target[] {
  const changed = cells.filter((one) => one.before !== one.after);
  if (changed.length === 0) return [];
  const before = sellingPrice(product.base_price, product.discount_percent);
  const after = sellingPrice(product.base_price, percent);
  const delta = hasPrice(before) && after !== null ? deltaPct(new Decimal(before), new Decimal(after)) : null;
  const example = { id: product.product_id, label: product.title, before, after, delta_pct: delta === null ? null : money(delta) };
  return [{ id: product.product_id, cells: changed, example, deltaPct: delta }];
}

function refuseFree(targets: readonly Target[]): void {
  const free = targets.filter(({ example }) => example.after !== null && !hasPrice(example.after)).map((target) => target.id);
  if (free.length > 0) throw new ShopRefusal('PRICE_NOT_POSITIVE', 'prices would not be positive', { ids: free.slice(0, 50) });
}
