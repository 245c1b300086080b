import { ORDER_PRESETS, ORDER_STATUSES, type OrderPreset, type OrderStatus } from '@ownerbot/shop';
import { Count, Limit, Nested, OneOf, Optional, Period, rule, Text, TextOfLines } from '@ownerbot/tools';
import { ActionPreviewOutput } from '../acting/preview-output';
import { AppliedFilters } from '../orders-search/orders-search.fields';

export class BulkFlagOrderPayload {
  @OneOf(ORDER_PRESETS) readonly preset: OrderPreset = 'stuck';
  @Optional() @OneOf(ORDER_STATUSES) readonly status?: OrderStatus;
  /** Part of an order or customer id, or of a phone (four digits or more). */
  @Optional() @Text(2, 64) readonly q?: string;
  /** On the day of creation. */
  @Optional() @Nested(() => Period) readonly period?: Period;
  /** Of all that match, the newest so many. */
  @Limit(200) readonly limit: number = 20;
  @TextOfLines(1, 200) readonly reason: string = 'needs_attention';
}

const MOST_SAMPLES = 10;

export class BulkFlagOrderOutput extends ActionPreviewOutput {
  /** Unflagged orders that match the filter. */
  @Count() readonly matched_count: number;
  /** Those that would be flagged. */
  @Count() readonly targets_count: number;
  @rule('list', `a list of at most ${MOST_SAMPLES} order ids`, (value) => Array.isArray(value) && value.length <= MOST_SAMPLES && value.every((id) => typeof id === 'string'))
  readonly sample_order_ids: readonly string[];
  @Nested(() => AppliedFilters) readonly applied_filters: AppliedFilters;
}

export const samplesOf = (ids: readonly string[]): string[] => ids.slice(0, MOST_SAMPLES);
