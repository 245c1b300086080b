import { Decimal } from 'decimal.js';
import type { Money, Pct } from './methods/shared-types';

/** Two places, half-up; never a negative zero. */
export function money(value: Decimal.Value): Money {
  return fixed(new Decimal(value));
}

export function sumOf(values: Iterable<Decimal.Value>): Decimal {
  let sum = new Decimal(0);
  for (const value of values) sum = sum.plus(value);
  return sum;
}

/** `part` / `whole` with two places, half-up; null when there is nothing to divide by. */
export function quotient(part: Decimal.Value, whole: Decimal.Value): Money | null {
  const divisor = new Decimal(whole);
  return divisor.isZero() ? null : fixed(new Decimal(part).div(divisor));
}

/** (a − b) / b × 100 with two places, half-up; null when b is zero. */
export function percentChange(a: Decimal.Value, b: Decimal.Value): Pct | null {
  const base = new Decimal(b);
  return base.isZero() ? null : fixed(new Decimal(a).minus(base).div(base).times(100));
}

/** `part` as a percentage of `whole`, two places, half-up; null when there is no whole. */
export function percentOf(part: Decimal.Value, whole: Decimal.Value): Pct | null {
  return new Decimal(whole).isZero() ? null : fixed(new Decimal(part).div(whole).times(100));
}

function fixed(value: Decimal): string {
  const text = value.toFixed(2, Decimal.ROUND_HALF_UP);
  return text === '-0.00' ? '0.00' : text;
}
