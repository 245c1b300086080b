import { AnyText, Count, Flag, InstantText, ListOf, Nested, Nullable, Opaque } from '@ownerbot/tools';
import type { Delta } from './summary-fields';
import { PreviousWindowData, RetroWindowData } from './windows';

export class GapData {
  /** The tool, the template, or the kind of request. */
  @AnyText() readonly key: string;
  @AnyText() readonly code: string;
  @Count() readonly count: number;
  @InstantText() readonly last_at: string;
}

export class DisallowedData {
  @AnyText() readonly tool: string;
  @AnyText() readonly code: string;
  @Count() readonly count: number;
  @InstantText() readonly last_at: string;
}

export class MissingParameterData {
  @Nullable() @AnyText() readonly template_id: string | null;
  @AnyText() readonly parameter: string;
  @Count() readonly count: number;
}

export class PreviousGapsData {
  @Flag() readonly partial: boolean;
  @Count() readonly not_implemented: number;
  @Count() readonly disallowed_actions: number;
  @Count() readonly missing_parameters: number;
  @Count() readonly unresolved: number;
}

export class RetroGapsFigures {
  @ListOf(() => GapData, 20) readonly not_implemented: readonly GapData[];
  @Count() readonly not_implemented_total: number;
  @ListOf(() => DisallowedData, 20) readonly disallowed_actions: readonly DisallowedData[];
  @Count() readonly disallowed_actions_total: number;
  @ListOf(() => MissingParameterData, 20) readonly missing_parameters: readonly MissingParameterData[];
  @Count() readonly missing_parameters_total: number;
  @Count() readonly unresolved_count: number;
  @Nested(() => PreviousGapsData) readonly previous: PreviousGapsData;
  @Nullable() @Opaque() readonly deltas: Readonly<Record<'not_implemented' | 'disallowed_actions' | 'missing_parameters' | 'unresolved', Delta>> | null;
}

export class RetroGapsOutput extends RetroGapsFigures {
  @Nested(() => RetroWindowData) readonly window: RetroWindowData;
  @Nested(() => PreviousWindowData) readonly previous_window: PreviousWindowData;
}
