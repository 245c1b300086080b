import { Decimal } from 'decimal.js';

/** Decimals of prices on their way: wide enough that a product of prices, rates and markups is exact before it is rounded. */
export const Exact = Decimal.clone({ precision: 60 });

const LARGEST = new Decimal('9999999999.99');

/** Whether a price can be stored at all. */
export function isStorablePrice(price: Decimal): boolean {
  return price.lte(LARGEST);
}
