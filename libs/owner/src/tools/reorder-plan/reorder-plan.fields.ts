import { Count, DecimalText, Flag, IntegerIn, Limit, ListOf, Nullable } from '@ownerbot/tools';
import { ForecastEcho, ForecastItem, HistoryPayload } from '../forecasting/forecast-fields';

export class ReorderPlanPayload extends HistoryPayload {
  @IntegerIn(1, 90) readonly horizon_days: number = 14;
  @IntegerIn(1, 90) readonly lead_time_days: number = 14;
  @IntegerIn(0, 90) readonly safety_stock_days: number = 7;
  @Limit(100) readonly limit: number = 20;
}

export class ReorderItem extends ForecastItem {
  /** Stock at which an order is due, with one place. */
  @DecimalText() readonly reorder_point: string;
  @Count() readonly recommended_order_qty: number;
  /** For how many days the stock lasts; null: nothing is sold. */
  @Nullable() @DecimalText() readonly stock_cover_days: string | null;
  @Flag() readonly reorder_needed: boolean;
}

export class ReorderPlanOutput extends ForecastEcho {
  @Count() readonly lead_time_days: number;
  @Count() readonly safety_stock_days: number;
  /** Needed first, then the lowest cover. */
  @ListOf(() => ReorderItem, 100) readonly items: readonly ReorderItem[];
  /** Of all products, shown or not. */
  @Count() readonly needed_count: number;
}
