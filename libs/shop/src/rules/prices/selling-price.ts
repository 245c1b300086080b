import { Decimal } from 'decimal.js';
import type { Money } from '../../methods/shared-types';
import { money } from '../../money';

/** Base price less the discount, half-up to the cent; null without a base price. */
export function sellingPrice(basePrice: Money | null, discountPercent: number | null): Money | null {
  if (basePrice === null) return null;
  return money(new Decimal(basePrice).times(100 - (discountPercent ?? 0)).div(100));
}

/** A price that is missing or 0 is no price. */
export function hasPrice(basePrice: Money | null): basePrice is Money {
  return basePrice !== null && !new Decimal(basePrice).isZero();
}
