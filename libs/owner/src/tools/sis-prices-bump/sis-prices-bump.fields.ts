import { ROUNDING_MODES, type RoundingMode } from '@ownerbot/shop';
import { DecimalIn, OneOf, Optional, True } from '@ownerbot/tools';

export class SisPricesBumpPayload {
  /** Signed: below 0 lowers. */
  @DecimalIn({ min: '-90', max: '200', leastSize: '0.1' }) readonly bump_percent: string;
  /** In the shop's currency, added to each price; of the same sign as the percentage. */
  @DecimalIn({ min: '-100000', max: '100000' }) readonly bump_additive: string = '0';
  /** By default up to whole units where prices rise, to cents where they fall. */
  @Optional() @OneOf(ROUNDING_MODES) readonly rounding_mode?: RoundingMode;
  /** With `CEIL_STEP` only, and then required. */
  @Optional() @DecimalIn({ min: '0.01', max: '1000' }) readonly rounding_step?: string;
  @True() readonly scope_all: true;
}
