import { Decimal } from 'decimal.js';
import type { ActionPreviewData } from '@ownerbot/shop';
import { warn } from '@ownerbot/tools';
import { shopAction } from '../acting/shop-action';
import { AdjustPriceOutput, AdjustPricePayload } from './adjust-price.fields';

const MOST_ROWS = 50;

/** New base prices of named products; variants keep theirs. It cannot be rolled back. */
export const adjustPrice = shopAction({
  name: 'adjust_price',
  version: '1.1',
  group: 'prices',
  payload: AdjustPricePayload,
  output: AdjustPriceOutput,
  kind: 'prices/adjust',
  conflictGroups: ['prices'],
  auditFields: ['mode', 'value', 'rounding'],
  wish: ({ product_ids, mode, value, rounding }) => ({
    body: { product_ids, mode, value, rounding },
    warnings: [warn('NO_ROLLBACK')],
    tells: (preview) => ({ ...pricesOf(preview) }),
  }),
});

/** The shop lists every changed row, up to 50 of them. */
function pricesOf({ examples, affected_count }: ActionPreviewData): Pick<AdjustPriceOutput, 'rows' | 'total_before' | 'total_after'> {
  const rows = examples.slice(0, MOST_ROWS).flatMap(({ id, label, before, after }) =>
    typeof id === 'number' && before !== null && after !== null ? [{ product_id: id, title: label, old_price: money(before), new_price: money(after), changed: before !== after }] : [],
  );
  const isWhole = rows.filter(({ changed }) => changed).length === affected_count;
  const total = (price: 'old_price' | 'new_price') => (isWhole ? Decimal.sum(0, ...rows.map((row) => row[price])).toFixed(2) : null);
  return { rows, total_before: total('old_price'), total_after: total('new_price') };
}

const money = (text: string): string => new Decimal(text).toFixed(2);
