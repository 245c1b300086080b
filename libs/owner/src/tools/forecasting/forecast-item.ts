import type { ForecastItem } from './forecast-fields';
import { forecastOf, shown, type Forecast, type Smoothing } from './forecast';
import type { ProductSeries } from './read-history';

export interface Forecasted {
  readonly series: ProductSeries;
  readonly forecast: Forecast;
  readonly item: ForecastItem;
}

export function forecastItem(series: ProductSeries, smoothing: Smoothing, horizonDays: number): Forecasted {
  const forecast = forecastOf(series, smoothing);
  const { product_id, title, category, stock_qty } = series;
  const item: ForecastItem = {
    product_id,
    title,
    category,
    stock_qty,
    avg_daily_qty: shown(forecast.average, 2),
    forecast_daily_qty: shown(forecast.daily, 2),
    forecast_total_qty: shown(forecast.daily.times(horizonDays), 1),
    nonzero_days: forecast.nonzeroDays,
    confidence: forecast.confidence,
    notes: forecast.notes,
  };
  return { series, forecast, item };
}

/** By the shown totals, so that what looks equal is ordered by id. */
export function byForecast(one: ForecastItem, other: ForecastItem): number {
  return Number(other.forecast_total_qty) - Number(one.forecast_total_qty) || one.product_id - other.product_id;
}
