import { Decimal } from 'decimal.js';
import { ADJUST_MODES, ADJUST_ROUNDINGS, type AdjustMode, type AdjustRounding } from '@ownerbot/shop';
import { AnyText, Flag, Ids, IntegerIn, ListOf, MoneyText, Nullable, OneOf, rule } from '@ownerbot/tools';
import { ActionPreviewOutput } from '../acting/preview-output';

/** What `value` may be in each mode: a price, a change in percent, a change in the shop's currency. */
const RANGES: Readonly<Record<AdjustMode, readonly [min: string, max: string]>> = {
  set: ['0.01', '1000000'],
  delta_percent: ['-90', '200'],
  delta_abs: ['-100000', '100000'],
};
const ALLOWED = `${ADJUST_MODES.map((mode) => `${mode}: ${RANGES[mode].join('..')}`).join('; ')}, as decimal text with at most 2 places`;

function isAllowed(text: unknown, owner: object): boolean {
  const mode = ADJUST_MODES.find((one) => 'mode' in owner && owner.mode === one);
  if (mode === undefined || typeof text !== 'string' || !/^-?\d{1,12}(\.\d{1,2})?$/.test(text)) return false;
  const [min, max] = RANGES[mode];
  return new Decimal(text).gte(min) && new Decimal(text).lte(max);
}

export class AdjustPricePayload {
  @Ids() readonly product_ids: readonly number[];
  @OneOf(ADJUST_MODES) readonly mode: AdjustMode;
  /** Signed where it is a change. */
  @rule('decimal', ALLOWED, isAllowed, { type: 'decimal', min: '-100000', max: '1000000', places: 2 }) readonly value: string;
  @OneOf(ADJUST_ROUNDINGS) readonly rounding: AdjustRounding = 'none';
}

export class AdjustedPrice {
  @IntegerIn(1, Number.MAX_SAFE_INTEGER) readonly product_id: number;
  @AnyText() readonly title: string;
  @MoneyText() readonly old_price: string;
  @MoneyText() readonly new_price: string;
  @Flag() readonly changed: boolean;
}

export class AdjustPriceOutput extends ActionPreviewOutput {
  /** Of all rows together; null where the shop does not list them all. */
  @Nullable() @MoneyText() readonly total_before: string | null;
  @Nullable() @MoneyText() readonly total_after: string | null;
  @ListOf(() => AdjustedPrice, 50) readonly rows: readonly AdjustedPrice[];
}
