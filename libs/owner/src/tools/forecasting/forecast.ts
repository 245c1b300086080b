import { Decimal } from 'decimal.js';
import type { Confidence, ForecastNote, Method } from './forecast-fields';

/** The formulas of forecasts and orders. Pure; nothing is rounded to what is shown. */
export interface Series {
  readonly stock_qty: number;
  readonly status: string | null;
  /** Paid units of each day with data, the oldest first, zeros included. */
  readonly qty: readonly number[];
}

export interface Smoothing {
  readonly method: Method;
  readonly window_days: number;
  /** Decimal text. */
  readonly alpha: string;
}

export interface Forecast {
  readonly average: Decimal;
  readonly daily: Decimal;
  readonly nonzeroDays: number;
  readonly confidence: Confidence;
  readonly notes: readonly ForecastNote[];
}

/** Fewer days than this allow no forecast at all. */
export const SHORTEST_HISTORY = 7;
const FEW_SALES = 5;
const SURE = { days: 30, sales: 10 };
const FAIR = { days: 14, sales: 5 };

export function forecastOf(series: Series, smoothing: Smoothing): Forecast {
  const { qty, stock_qty: stock, status } = series;
  const nonzeroDays = qty.filter((one) => one > 0).length;
  const notes: ForecastNote[] = [];
  if (nonzeroDays === 0) notes.push('NO_SALES');
  else if (nonzeroDays < FEW_SALES) notes.push('FEW_SALES');
  if (stock === 0) notes.push('OUT_OF_STOCK_NOW');
  if (status === 'ARCHIVED') notes.push('ARCHIVED');
  if (qty.length < FAIR.days) notes.push('SHORT_HISTORY');
  return {
    average: mean(qty),
    daily: smoothing.method === 'sma' ? mean(qty.slice(-Math.min(smoothing.window_days, qty.length))) : smoothed(qty, new Decimal(smoothing.alpha)),
    nonzeroDays,
    confidence: confidenceOf(qty.length, nonzeroDays),
    notes,
  };
}

function mean(values: readonly number[]): Decimal {
  return values.length === 0 ? new Decimal(0) : Decimal.sum(0, ...values).div(values.length);
}

/** s₁ = y₁; sₜ = α·yₜ + (1 − α)·sₜ₋₁ */
function smoothed([first = 0, ...rest]: readonly number[], alpha: Decimal): Decimal {
  return rest.reduce((level, one) => alpha.times(one).plus(new Decimal(1).minus(alpha).times(level)), new Decimal(first));
}

function confidenceOf(days: number, nonzeroDays: number): Confidence {
  if (days >= SURE.days && nonzeroDays >= SURE.sales) return 'HIGH';
  return days >= FAIR.days && nonzeroDays >= FAIR.sales ? 'MED' : 'LOW';
}

export interface Terms {
  readonly horizon_days: number;
  readonly lead_time_days: number;
  readonly safety_stock_days: number;
}

export interface Reorder {
  readonly point: Decimal;
  /** Days; null when nothing is sold. */
  readonly cover: Decimal | null;
  readonly isNeeded: boolean;
  readonly quantity: number;
}

export function reorderOf(daily: Decimal, stock: number, { horizon_days: horizon, lead_time_days: lead, safety_stock_days: safety }: Terms): Reorder {
  const point = settled(daily.times(lead + safety));
  const isNeeded = daily.gt(0) && new Decimal(stock).lte(point);
  const wanted = settled(daily.times(lead + safety + horizon)).minus(stock).ceil();
  return { point, cover: daily.isZero() ? null : new Decimal(stock).div(daily), isNeeded, quantity: isNeeded ? Decimal.max(0, wanted).toNumber() : 0 };
}

/** A division leaves a tail in the last digit: 26 ÷ 14 × 35 would be a hair above 65, and one piece more be ordered. */
const settled = (value: Decimal): Decimal => value.toDecimalPlaces(12, Decimal.ROUND_HALF_UP);

/** Half-up, with a fixed number of places. */
export const shown = (value: Decimal, places: number): string => value.toFixed(places, Decimal.ROUND_HALF_UP);
