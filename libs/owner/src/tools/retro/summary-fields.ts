import { AnyText, Count, Flag, ListOf, Nested, Nullable, Opaque, rule } from '@ownerbot/tools';
import { PreviousWindowData, RetroWindowData } from './windows';

const Share = (): PropertyDecorator => rule('percent', '0..100', (value) => typeof value === 'number' && value >= 0 && value <= 100);

export class TotalsData {
  @Count() readonly requests: number;
  @Count() readonly tool_calls: number;
  @Count() readonly advice: number;
  @Count() readonly briefs: number;
  @Count() readonly memos: number;
  @Count() readonly plans_previewed: number;
  @Count() readonly plans_committed: number;
}

export class RoutingData {
  @Count() readonly rule: number;
  @Count() readonly llm: number;
  @Count() readonly unresolved: number;
  /** Of all that was asked in words; null where nothing was. */
  @Nullable() @Share() readonly llm_share_pct: number | null;
}

export class QualityData {
  @Count() readonly high: number;
  @Count() readonly med: number;
  @Count() readonly low: number;
}

export class FailureData {
  @AnyText() readonly reason: string;
  @Count() readonly count: number;
}

export class TopToolData {
  @AnyText() readonly tool: string;
  @Count() readonly calls: number;
  @Nullable() @Share() readonly share_pct: number | null;
  @Count() readonly errors: number;
  @Nullable() @Count() readonly p95_ms: number | null;
  @Count() readonly previous_calls: number;
}

/** The window before; what is not all recorded is told as far as it is. */
export class PreviousFiguresData {
  @Flag() readonly partial: boolean;
  @Nested(() => TotalsData) readonly totals: TotalsData;
  @Nested(() => RoutingData) readonly routing: RoutingData;
  @Nested(() => QualityData) readonly quality: QualityData;
}

export interface Delta {
  readonly abs: number;
  readonly pct: number | null;
}

export interface DeltasData {
  readonly totals: Readonly<Record<string, Delta>>;
  readonly routing: Readonly<Record<string, Delta>>;
  readonly quality: Readonly<Record<string, Delta>>;
  readonly failures: readonly ({ readonly reason: string } & Delta)[];
  readonly top_tools: readonly ({ readonly tool: string } & Delta)[];
}

export class RetroSummaryFigures {
  @Nested(() => TotalsData) readonly totals: TotalsData;
  @Nested(() => RoutingData) readonly routing: RoutingData;
  @Nested(() => QualityData) readonly quality: QualityData;
  @ListOf(() => FailureData, 20) readonly failures: readonly FailureData[];
  @ListOf(() => TopToolData, 5) readonly top_tools: readonly TopToolData[];
  @Nested(() => PreviousFiguresData) readonly previous: PreviousFiguresData;
  /** Null where the window before is not all recorded. */
  @Nullable() @Opaque() readonly deltas: DeltasData | null;
}

export class RetroSummaryOutput extends RetroSummaryFigures {
  @Nested(() => RetroWindowData) readonly window: RetroWindowData;
  @Nested(() => PreviousWindowData) readonly previous_window: PreviousWindowData;
}
