import { Decimal } from 'decimal.js';

/** Ticks of two axes that share one grid: as many on each, zero at the same height. */
export interface PairedScales {
  /** Decimal strings, rising. */
  readonly amounts: readonly string[];
  /** Whole numbers, rising. */
  readonly counts: readonly number[];
}

const INTERVALS = 5;
const NICE = ['1', '2', '2.5', '5', '10'] as const;
const NICE_COUNTS = [1, 2, 5, 10] as const;

/** Both scales begin at zero; the amounts go below it for negative values alone. */
export function pairedScales(amounts: readonly string[], counts: readonly number[]): PairedScales {
  const lowest = Decimal.min(0, ...amounts);
  const highest = Decimal.max(0, ...amounts);
  const span = highest.minus(lowest);
  const step = niceStep(span.isZero() ? new Decimal(1) : span.div(INTERVALS));
  const below = lowest.negated().div(step).ceil().toNumber();
  const above = Math.max(1, highest.div(step).ceil().toNumber());
  const countStep = niceCount(Math.max(1, Math.ceil(Math.max(0, ...counts) / above)));
  const at = Array.from({ length: below + above + 1 }, (_, n) => n - below);
  return { amounts: at.map((n) => step.times(n).toString()), counts: at.map((n) => n * countStep) };
}

function niceStep(raw: Decimal): Decimal {
  const power = new Decimal(10).pow(Math.floor(Decimal.log10(raw).toNumber()));
  return NICE.map((nice) => power.times(nice)).find((step) => step.gte(raw)) ?? power.times(10);
}

function niceCount(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  return NICE_COUNTS.map((nice) => nice * power).find((step) => step >= raw) ?? power * 10;
}
