import { Decimal } from 'decimal.js';
import type { AdjustRounding, RoundingMode } from '../../methods/actions/action-bodies';

export type Round = (price: Decimal) => Decimal;

/** The rounding modes of new prices (SIS API v1, section 9). `step` counts with `CEIL_STEP` only. */
export function roundingOf(mode: RoundingMode, step: Decimal | null): Round {
  switch (mode) {
    case 'NONE':
      return (price) => price.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    case 'CEIL_INT':
      return (price) => price.ceil();
    case 'CEIL_0_50':
      return (price) => ceilTo(price, new Decimal('0.5'));
    case 'CEIL_0_99':
      return (price) => Decimal.max(0, price.minus('0.99').ceil()).plus('0.99');
    case 'CEIL_STEP':
      return (price) => ceilTo(price, step ?? new Decimal('0.01'));
  }
}

/** The roundings of `prices/adjust`: half-up, but `0.99` keeps the whole number and sets the cents. */
export function adjustRoundingOf(rounding: AdjustRounding): Round {
  switch (rounding) {
    case 'none':
      return (price) => price.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    case 'int':
      return (price) => price.toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
    case '0.5':
      return (price) => price.times(2).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).div(2);
    case '0.99':
      return (price) => price.trunc().plus('0.99');
  }
}

function ceilTo(price: Decimal, step: Decimal): Decimal {
  return price.div(step).ceil().times(step);
}

export type RoundedPrice = { readonly price: Decimal; readonly isKept: boolean };

/** Rounds a new price; where rounding would turn the change round or undo it, the old price is kept. */
export function roundedChange(old: Decimal, raw: Decimal, round: Round): RoundedPrice {
  const price = round(raw);
  const isUndone = (raw.lt(old) && price.gte(old)) || (raw.gt(old) && price.lte(old));
  return isUndone ? { price: old, isKept: true } : { price, isKept: false };
}
