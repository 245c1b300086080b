import { AnyText, Count, DayText, DecimalText, IntegerIn, ListOfTexts, Nested, OneOf, Optional, rule } from '@ownerbot/tools';

export const METHODS = ['sma', 'ses'] as const;
export type Method = (typeof METHODS)[number];
export const CONFIDENCES = ['HIGH', 'MED', 'LOW'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const FORECAST_NOTES = ['NO_SALES', 'FEW_SALES', 'OUT_OF_STOCK_NOW', 'ARCHIVED', 'SHORT_HISTORY'] as const;
export type ForecastNote = (typeof FORECAST_NOTES)[number];

const ALPHA = { min: 0.05, max: 0.95 };
const MOST_CATEGORIES = 50;

/** What a forecast and a purchase plan have in common. */
export class HistoryPayload {
  /** Complete days ending yesterday. */
  @IntegerIn(7, 120) readonly history_days: number = 30;
  @OneOf(METHODS) readonly method: Method = 'sma';
  /** Days of the moving average; not more than the history. */
  @IntegerIn(3, 60)
  @rule('window', 'not more than history_days', (value, owner) => Number(value) <= (owner as HistoryPayload).history_days)
  readonly window_days: number = 14;
  /** Weight of the newest day in the smoothing, decimal text. */
  @rule('decimal', '0.05..0.95 as decimal text with at most 4 places', (value) => typeof value === 'string' && /^0\.\d{1,4}$/.test(value) && Number(value) >= ALPHA.min && Number(value) <= ALPHA.max, { type: 'decimal', min: String(ALPHA.min), max: String(ALPHA.max), places: 4 })
  readonly alpha: string = '0.35';
  /** Names of categories, in any case. */
  @Optional()
  @rule('list', `1..${MOST_CATEGORIES} names of 1..64 characters`, (value) => Array.isArray(value) && value.length >= 1 && value.length <= MOST_CATEGORIES && value.every((one) => typeof one === 'string' && one.length >= 1 && one.length <= 64), { type: 'list', of: { type: 'text', min: 1, max: 64 }, min: 1, max: MOST_CATEGORIES })
  readonly include_categories?: readonly string[];
}

export class HistoryRange {
  @DayText() readonly from: string;
  @DayText() readonly to: string;
  /** Days with data. */
  @Count() readonly days: number;
}

export class ForecastItem {
  @Count() readonly product_id: number;
  @AnyText() readonly title: string;
  @AnyText() readonly category: string;
  @Count() readonly stock_qty: number;
  @DecimalText() readonly avg_daily_qty: string;
  @DecimalText() readonly forecast_daily_qty: string;
  @DecimalText() readonly forecast_total_qty: string;
  @Count() readonly nonzero_days: number;
  @OneOf(CONFIDENCES) readonly confidence: Confidence;
  @ListOfTexts(FORECAST_NOTES, FORECAST_NOTES.length) readonly notes: readonly ForecastNote[];
}

export class ForecastEcho {
  @Count() readonly horizon_days: number;
  @Count() readonly history_days: number;
  @OneOf(METHODS) readonly method: Method;
  @Count() readonly window_days: number;
  @DecimalText() readonly alpha: string;
  @Nested(() => HistoryRange) readonly history: HistoryRange;
}
