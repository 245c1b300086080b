import { Decimal } from 'decimal.js';
import type { ReorderItem } from '../reorder-plan/reorder-plan.fields';
import { byUrgency } from '../reorder-plan/reorder-plan.tool';
import { forecastOf, reorderOf, shown, type Series } from './forecast';

const SMA = { method: 'sma', window_days: 4, alpha: '0.35' } as const;
const series = (qty: readonly number[], more: Partial<Series> = {}): Series => ({ qty, stock_qty: 10, status: 'ACTIVE', ...more });
const days = (count: number, sold: number): number[] => Array.from({ length: count }, (_, at) => (at < sold ? 1 : 0));

test('the moving average counts the zeros of its window and nothing before it', () => {
  const { daily, average } = forecastOf(series([9, 9, 9, 1, 0, 0, 4]), SMA);
  expect(shown(daily, 2)).toBe('1.25');
  expect(shown(average, 2)).toBe('4.57');
});

test('a window longer than the history is the whole history', () => {
  expect(shown(forecastOf(series([1, 2, 3]), { ...SMA, window_days: 14 }).daily, 2)).toBe('2.00');
});

test('smoothing begins with the first day and weighs the newest by alpha', () => {
  // 2 → 0.5·4 + 0.5·2 = 3 → 0.5·0 + 0.5·3 = 1.5 → 0.5·1 + 0.5·1.5 = 1.25
  expect(shown(forecastOf(series([2, 4, 0, 1]), { method: 'ses', window_days: 3, alpha: '0.5' }).daily, 2)).toBe('1.25');
});

test.each([
  [30, 10, 'HIGH'],
  [30, 9, 'MED'],
  [29, 29, 'MED'],
  [14, 5, 'MED'],
  [14, 4, 'LOW'],
  [13, 13, 'LOW'],
])('%i days with %i of sales are %s', (count, sold, confidence) => {
  expect(forecastOf(series(days(count, sold)), SMA).confidence).toBe(confidence);
});

test('notes say what makes a forecast doubtful', () => {
  expect(forecastOf(series(days(14, 0)), SMA).notes).toEqual(['NO_SALES']);
  expect(forecastOf(series(days(14, 4)), SMA).notes).toEqual(['FEW_SALES']);
  expect(forecastOf(series(days(14, 5)), SMA).notes).toEqual([]);
  expect(forecastOf(series(days(13, 5), { stock_qty: 0, status: 'ARCHIVED' }), SMA).notes).toEqual(['OUT_OF_STOCK_NOW', 'ARCHIVED', 'SHORT_HISTORY']);
});

const TERMS = { horizon_days: 14, lead_time_days: 14, safety_stock_days: 7 };

test('stock exactly at the reorder point is too little; one piece more is enough', () => {
  const daily = new Decimal(2);
  expect(reorderOf(daily, 42, TERMS)).toMatchObject({ isNeeded: true, quantity: 28 });
  expect(reorderOf(daily, 43, TERMS)).toMatchObject({ isNeeded: false, quantity: 0 });
});

test('the point is compared unrounded, and the quantity is rounded up', () => {
  // 26 pieces in 14 days: point 39 exactly, order 65 − 24.
  const daily = new Decimal(26).div(14);
  const { point, cover, quantity } = reorderOf(daily, 24, TERMS);
  expect([shown(point, 1), cover && shown(cover, 1), quantity]).toEqual(['39.0', '12.9', 41]);
  expect(reorderOf(new Decimal('1.99'), 42, TERMS).isNeeded).toBe(false);
});

test('what sells nothing has no cover and is never ordered', () => {
  expect(reorderOf(new Decimal(0), 0, TERMS)).toMatchObject({ cover: null, isNeeded: false, quantity: 0 });
});

test('the plan begins with what is needed, then what lasts shortest; no sales come last', () => {
  const item = (product_id: number, reorder_needed: boolean, stock_cover_days: string | null, forecast_total_qty: string) =>
    ({ product_id, reorder_needed, stock_cover_days, forecast_total_qty }) as ReorderItem;
  const plan = [item(1, false, null, '0.0'), item(2, false, '50.0', '9.0'), item(3, true, '3.0', '1.0'), item(5, true, '3.0', '2.0'), item(4, true, '3.0', '2.0'), item(6, true, '0.0', '1.0'), item(7, false, null, '0.0')];
  expect(plan.sort(byUrgency).map(({ product_id }) => product_id)).toEqual([6, 4, 5, 3, 2, 1, 7]);
});
