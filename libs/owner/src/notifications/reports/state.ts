import { AnyText, InstantText, ListOf, Nested, Nullable, Opaque } from '@ownerbot/tools';

/** A reason of quiet mode as it was found. */
class FoundReason {
  @AnyText() readonly trigger: string;
  @Opaque() readonly reason: object;
}

/** An attempt that has become the report of its date, and waits for figures. */
class PromotedDate {
  @AnyText() readonly date: string;
  @ListOf(() => FoundReason, 10) readonly reasons: readonly FoundReason[];
}

export class DigestState {
  /** When quiet mode was agreed; null: it is off. */
  @Nullable() @InstantText() readonly quiet_since: string | null;
  /** The last date on which no attempt could tell whether a trigger holds, and no digest came; the next one says so. */
  @Nullable() @AnyText() readonly unknown_on: string | null;
  @Nullable() @Nested(() => PromotedDate) readonly promoted: PromotedDate | null;
}

/** A weekly report remembers nothing. */
export class WeeklyState {}

/** What a digest remembers once quiet mode was agreed: its silence counts from then. */
export const quietFrom = (at: Date): DigestState => ({ quiet_since: at.toISOString(), unknown_on: null, promoted: null });
