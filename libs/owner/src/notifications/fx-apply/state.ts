import { AnyText, Count, Flag, InstantText, ListOf, Nested, Nullable } from '@ownerbot/tools';

export class SeenApply {
  /** SHA-256 of its time, result, job and rate. */
  @AnyText() readonly identity: string;
  @InstantText() readonly at: string;
}

/** Of one type and reason: when it was told, and what came since without being told. */
export class ToldApply {
  /** `failed:UPSTREAM_RATE` */
  @AnyText() readonly what: string;
  @InstantText() readonly sent_at: string;
  @Count() readonly untold: number;
  @Nullable() @InstantText() readonly untold_since: string | null;
}

export class FxApplyState {
  /** Whether anybody has looked yet: what is found at the first look is no news. */
  @Flag() readonly has_looked: boolean;
  /** The newest one that was looked at; null: there was none. */
  @Nullable() @Nested(() => SeenApply) readonly seen: SeenApply | null;
  @ListOf(() => ToldApply, 50) readonly told: readonly ToldApply[];
}
