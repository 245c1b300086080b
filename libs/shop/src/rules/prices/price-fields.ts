import { Decimal } from 'decimal.js';
import { ROUNDING_MODES, type RoundingMode } from '../../methods/actions/action-bodies';
import type { ShopWarning } from '../../envelope';
import type { ProductRow } from '../../demo/seed/rows';
import type { BodyReader } from '../actions/body-reader';
import { cell, warning, type Cell } from '../actions/plan';
import { refusedField } from '../refusal';
import { Exact } from './exact';

export const DEFAULT_ANOMALY_PCT = '25';

export function readThreshold(body: BodyReader): Decimal {
  return body.decimal('anomaly_threshold_pct', { min: 1, max: 100 }, DEFAULT_ANOMALY_PCT);
}

export interface ReadRounding {
  readonly mode: RoundingMode;
  readonly step: Decimal | null;
}

/** `rounding_step` belongs to `CEIL_STEP` alone, which cannot do without it. */
export function readRounding(body: BodyReader, otherwise: RoundingMode): ReadRounding {
  const mode = body.oneOf('rounding_mode', ROUNDING_MODES, otherwise);
  if (mode === 'CEIL_STEP') return { mode, step: body.decimal('rounding_step', { min: '0.01', max: 1000 }) };
  if (body.has('rounding_step')) throw refusedField('VALIDATION', 'rounding_step', 'only_with', 'only with rounding_mode CEIL_STEP');
  return { mode, step: null };
}

export function keptWarnings(keptCount: number): ShopWarning[] {
  return keptCount === 0 ? [] : [warning('ROUNDING_KEEPS_PRICE', String(keptCount))];
}

/**
 * The input price that belongs to a new price at the rate applied now, so that later repricing starts from the new price. Cut to
 * 4 places, as repricing rounds up: a little too much would lift the price by a step.
 */
export function inputPriceCell(product: ProductRow, price: Decimal, rateApplied: string): Cell {
  const input = new Exact(price).div(rateApplied).toFixed(4, Decimal.ROUND_DOWN);
  return cell('products', product.product_id, 'input_price', product.input_price, input);
}
