import { AnyText, Count, Flag, InstantText, ListOf, Nullable, OneOf } from '@ownerbot/tools';
import { OPS_SIGNALS, type OpsSignal } from './signals';

/** One signal that is raised, or was told of not long ago. */
export class SignalState {
  @OneOf(OPS_SIGNALS) readonly signal: OpsSignal;
  @Flag() readonly is_raised: boolean;
  /** Another one each time that it becomes raised. */
  @AnyText() readonly raise_id: string;
  /** Known evaluations in a row below its minimum. */
  @Count() readonly clear_count: number;
  /** Of the last message that named it; null: none has. */
  @Nullable() @InstantText() readonly reported_at: string | null;
  @Count() readonly reported_count: number;
  /** Messages that named it since it was raised. */
  @Count() readonly reports: number;
  /** It was told inside the cooldown already because it grew. */
  @Flag() readonly has_grown: boolean;
}

export class OpsState {
  @ListOf(() => SignalState, OPS_SIGNALS.length) readonly signals: readonly SignalState[];
}
