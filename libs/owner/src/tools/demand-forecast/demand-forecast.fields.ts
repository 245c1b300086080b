import { IntegerIn, Limit, ListOf } from '@ownerbot/tools';
import { ForecastEcho, ForecastItem, HistoryPayload } from '../forecasting/forecast-fields';

export class DemandForecastPayload extends HistoryPayload {
  @IntegerIn(1, 60) readonly horizon_days: number = 7;
  @Limit(50) readonly limit: number = 10;
}

export class DemandForecastOutput extends ForecastEcho {
  @ListOf(() => ForecastItem, 50) readonly items: readonly ForecastItem[];
}
