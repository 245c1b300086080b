import { Flag, Ids, Optional, TextOfLines, True } from '@ownerbot/tools';

/** Exactly one scope: `product_ids` or `scope_all`. */
export class SisDiscountsClearPayload {
  @Optional() @Ids() readonly product_ids?: readonly number[];
  @Optional() @True() readonly scope_all?: true;
  /** Hidden products are left out. */
  @Flag() readonly only_active: boolean = false;
  /** The crossed-out old price goes too. */
  @Flag() readonly clear_compare_at: boolean = true;
  @Optional() @TextOfLines(0, 200) readonly reason?: string;
}
