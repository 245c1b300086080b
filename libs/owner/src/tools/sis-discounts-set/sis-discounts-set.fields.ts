import { Flag, Ids, IntegerIn, Optional, TextOfLines, True } from '@ownerbot/tools';

/** Exactly one scope: `product_ids`, `stock_lte` or `scope_all`. */
export class SisDiscountsSetPayload {
  @IntegerIn(1, 95) readonly discount_percent: number;
  @Optional() @Ids() readonly product_ids?: readonly number[];
  /** Products with so many pieces or fewer. */
  @Optional() @IntegerIn(1, 9999) readonly stock_lte?: number;
  @Optional() @True() readonly scope_all?: true;
  /** Hidden products are left out. */
  @Flag() readonly only_active: boolean = true;
  @Optional() @TextOfLines(0, 200) readonly reason?: string;
}
