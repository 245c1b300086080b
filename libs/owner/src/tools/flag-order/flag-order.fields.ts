import { Flag, OrderId, TextOfLines } from '@ownerbot/tools';

export class FlagOrderPayload {
  @OrderId() readonly order_id: string;
  /** Why; empty: no reason is given. Ignored where the flag is taken away. */
  @TextOfLines(0, 300) readonly reason: string = '';
  /** False takes the flag away. */
  @Flag() readonly flagged: boolean = true;
}
