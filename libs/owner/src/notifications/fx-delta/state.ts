import { AnyText, DecimalText, InstantText, Nested, Nullable } from '@ownerbot/tools';

/** The rate that the next one is measured against: the one that the owner saw last. */
export class FxBaseline {
  @DecimalText() readonly rate: string;
  @AnyText() readonly rate_set_id: string;
  /** `USD/EUR`: base, then the shop's. */
  @AnyText() readonly pair: string;
  @AnyText() readonly provider: string;
  @AnyText() readonly mode: string;
  /** When it was seen. */
  @InstantText() readonly at: string;
}

export class FxDeltaState {
  @Nullable() @Nested(() => FxBaseline) readonly baseline: FxBaseline | null;
  /** Of the last message. */
  @Nullable() @InstantText() readonly sent_at: string | null;
}
