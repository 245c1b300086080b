import type { ProductRow } from '../../../demo/seed/rows';
import type { ActionScope } from '../../../methods/actions/action-preview';
import { PRODUCT_STATUSES } from '../../../methods/shared-types';
import { hasPrice } from '../../prices/selling-price';
import { refusedField } from '../../refusal';
import { cell, PLAIN_PLAN, unknownIds, unknownWarnings, type ActionPlan, type Target } from '../plan';
import type { Planning } from '../planning';
import { rowsOfIds, selectorOf } from '../scope';

const MAX_REASON = 200;

/** `POST /products/publish` (A8): shows or hides products. What has no price is not shown. */
export function planProductsPublish(planning: Planning): ActionPlan {
  const { body } = planning;
  const status = body.oneOf('target_status', PRODUCT_STATUSES);
  const { scope, products, unknown } = productsOf(planning, status);
  body.text('reason', { min: 0, max: MAX_REASON }, '');
  const moving = products.filter((product) => product.status !== status);
  const unpriced = status === 'ACTIVE' ? moving.filter((product) => !hasPrice(product.base_price)) : [];
  const targets = moving
    .filter((product) => !unpriced.includes(product))
    .map(
      (product): Target => ({
        id: product.product_id,
        cells: [cell('products', product.product_id, 'status', product.status, status)],
        example: { id: product.product_id, label: product.title, before: product.status, after: status, delta_pct: null },
        deltaPct: null,
      }),
    );
  return {
    ...PLAIN_PLAN,
    scope,
    parameters: { action: 'products/publish', target_status: status, ...scope },
    targets,
    rejected: [...unknownIds(unknown), ...unpriced.map((product) => ({ id: product.product_id, reason: 'MISSING_PRICE' }))],
    warnings: unknownWarnings(unknown),
    summary: `${targets.length} products to ${status}`,
    doneSummary: `${targets.length} products now ${status}`,
    actionName: 'publish',
  };
}

interface Chosen {
  readonly scope: ActionScope;
  readonly products: readonly ProductRow[];
  readonly unknown: readonly number[];
}

function productsOf({ rows, body }: Planning, target: ProductRow['status']): Chosen {
  const selector = selectorOf(body, ['product_ids', 'status_from', 'stock_lte']);
  if (selector === 'product_ids') {
    const ids = body.ids('product_ids');
    const { rows: products, unknown } = rowsOfIds(ids, rows.products, (product) => product.product_id);
    return { scope: { kind: 'ids', ids }, products, unknown };
  }
  if (selector === 'status_from') {
    const from = body.oneOf('status_from', PRODUCT_STATUSES);
    return { scope: { kind: 'status', status_from: from }, products: rows.products.filter((product) => product.status === from), unknown: [] };
  }
  if (target !== 'ARCHIVED') throw refusedField('VALIDATION', 'stock_lte', 'only_with', 'only with target_status ARCHIVED');
  const most = body.integer('stock_lte', { min: 0, max: 9999 });
  return { scope: { kind: 'stock_lte', stock_lte: most }, products: rows.products.filter((product) => product.stock_qty <= most), unknown: [] };
}
