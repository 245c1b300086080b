import { ROUNDING_MODES, type RoundingMode } from '@ownerbot/shop';
import { CurrencyCode, DecimalIn, OneOf, Optional, Text } from '@ownerbot/tools';

export class SisFxRepricePayload {
  /** Of the input prices; by default that of the rate. */
  @Optional() @CurrencyCode() readonly input_currency?: string;
  @Optional() @CurrencyCode() readonly shop_currency?: string;
  /** By default the latest; the proposal keeps the one that was previewed. */
  @Optional() @Text(1, 64) readonly rate_set_id?: string;
  @DecimalIn({ min: '-90', max: '200' }) readonly markup_percent: string = '0';
  /** In the shop's currency. */
  @DecimalIn({ min: '-100000', max: '100000' }) readonly markup_additive: string = '0';
  @OneOf(ROUNDING_MODES) readonly rounding_mode: RoundingMode = 'CEIL_INT';
  /** With `CEIL_STEP` only, and then required. */
  @Optional() @DecimalIn({ min: '0.01', max: '1000' }) readonly rounding_step?: string;
  /** Changes above it are anomalies. */
  @DecimalIn({ min: '1', max: '100' }) readonly anomaly_threshold_pct: string = '25';
}
