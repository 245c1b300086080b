import {
  addDays,
  percentChange,
  quotient,
  sumOf,
  type Completeness,
  type Day,
  type RevenueTrendData,
  type TrendPoint,
} from '@ownerbot/shop';
import { warn, type ToolWarning } from '@ownerbot/tools';
import type { DayRange } from './figure-fields';

/** What is compared. Only these are known of each day, so only these can leave out a day that is not over. */
export const COMPARED = ['revenue_gross', 'revenue_net', 'orders_paid', 'orders_created', 'aov'] as const;
export type ComparedFigure = (typeof COMPARED)[number];

/** The complete days that stand on either side of a comparison. */
export interface DeltaBasis {
  readonly days: number;
  readonly a: DayRange;
  readonly b: DayRange;
}

export interface ComparedValues {
  readonly a: string | null;
  readonly b: string | null;
  /** Null where the base is zero. */
  readonly pct: string | null;
}

export interface Comparison {
  /** Null when the windows cannot be compared; the warnings say why. */
  readonly basis: DeltaBasis | null;
  readonly values: Readonly<Record<ComparedFigure, ComparedValues>> | null;
  readonly warnings: readonly ToolWarning[];
}

interface Window {
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
}

/**
 * A window against the same number of days before it, over aligned complete days: a today that is not over is left out of
 * both, with its counterpart, the last day of the previous window. Takes a series by days.
 */
export function compareWithPrevious(trend: RevenueTrendData, window: Window, completeness: Completeness): Comparison {
  const { previous } = trend;
  if (previous === null) return { basis: null, values: null, warnings: [] };
  const gaps = gapWarnings(completeness.missing_days, previous.missing_days);
  const isOpen = completeness.in_progress_day !== null;
  if (isOpen && window.days === 1) return { basis: null, values: null, warnings: [warn('WINDOW_IN_PROGRESS', { day: window.to }), ...gaps] };
  if (gaps.length > 0) return { basis: null, values: null, warnings: gaps };

  const basis: DeltaBasis = {
    days: isOpen ? window.days - 1 : window.days,
    a: { from: window.from, to: isOpen ? addDays(window.to, -1) : window.to },
    b: { from: previous.from, to: isOpen ? addDays(previous.to, -1) : previous.to },
  };
  const a = sumsOf(trend.series, basis.a);
  const b = sumsOf(previous.series, basis.b);
  const compared = (figure: ComparedFigure): ComparedValues => ({
    a: a[figure],
    b: b[figure],
    pct: a[figure] === null || b[figure] === null ? null : percentChange(a[figure], b[figure]),
  });
  const values = {
    revenue_gross: compared('revenue_gross'),
    revenue_net: compared('revenue_net'),
    orders_paid: compared('orders_paid'),
    orders_created: compared('orders_created'),
    aov: compared('aov'),
  };
  const baseless = COMPARED.filter((figure) => figure !== 'aov' && values[figure].pct === null);
  return { basis, values, warnings: baseless.length === 0 ? [] : [warn('PREV_WINDOW_ZERO', { ...basis.b, figures: baseless })] };
}

function gapWarnings(own: readonly Day[], before: readonly Day[]): ToolWarning[] {
  return [
    ...(own.length > 0 ? [warn('WINDOW_A_MISSING_DAYS', { days: own })] : []),
    ...(before.length > 0 ? [warn('PREV_WINDOW_MISSING', { days: before })] : []),
  ];
}

function sumsOf(series: readonly TrendPoint[], range: DayRange): Record<ComparedFigure, string | null> {
  const points = series.filter(({ day }) => day >= range.from && day <= range.to);
  const total = (figure: Exclude<ComparedFigure, 'aov'>) => sumOf(points.map((point) => point[figure]));
  return {
    revenue_gross: total('revenue_gross').toFixed(2),
    revenue_net: total('revenue_net').toFixed(2),
    orders_paid: total('orders_paid').toFixed(0),
    orders_created: total('orders_created').toFixed(0),
    aov: quotient(total('revenue_net'), total('orders_paid')),
  };
}
