import { AnyText, Count, InstantText, IntegerIn, ListOf, Nested, Nullable, OneOf, Opaque, Optional, rule, Tz } from '@ownerbot/tools';
import { DayRange } from '../figures/figure-fields';

export const REPORT_KINDS = ['daily', 'weekly', 'ops'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];
export type ReportFormat = 'text' | 'png' | 'pdf';
export const WEEK_MODES = ['last7', 'last_week'] as const;
export type WeekMode = (typeof WEEK_MODES)[number];

export class DailyPayload {
  @OneOf(['text', 'png', 'pdf']) readonly format: ReportFormat = 'png';
  /** Where its days are counted; default: the owner's zone. */
  @Optional() @Tz() readonly tz?: string;
}

export class WeeklyPayload {
  @OneOf(['text', 'pdf']) readonly format: 'text' | 'pdf' = 'pdf';
  @Optional() @Tz() readonly tz?: string;
  /** The seven complete days that end yesterday, or the calendar week before this one. */
  @OneOf(WEEK_MODES) readonly week_mode: WeekMode = 'last7';
}

/** Limits of the ops alert; what is left out has the owner's own. A count of 0 switches its signal off. */
export class OpsRules {
  @Optional() @IntegerIn(0, 168) readonly unanswered_threshold_hours?: number;
  @Optional() @IntegerIn(0, 999) readonly unanswered_min_count?: number;
  @Optional() @IntegerIn(0, 999) readonly stuck_min_count?: number;
  @Optional() @IntegerIn(0, 999) readonly payment_min_count?: number;
  @Optional() @IntegerIn(1, 168) readonly errors_window_hours?: number;
  @Optional() @IntegerIn(0, 999) readonly errors_min_count?: number;
  @Optional() @IntegerIn(0, 999) readonly low_stock_lte?: number;
  @Optional() @IntegerIn(0, 999) readonly low_stock_min_count?: number;
  @Optional() @IntegerIn(0, 999) readonly out_of_stock_min_count?: number;
}

export class OpsPayload {
  @OneOf(['text', 'pdf']) readonly format: 'text' | 'pdf' = 'pdf';
  @Optional() @Tz() readonly tz?: string;
  @Optional() @Nested(() => OpsRules) readonly rules?: OpsRules;
}

/** What one part of a report came to. */
export class PartState {
  /** Its place in the report. */
  @AnyText() readonly code: string;
  @AnyText() readonly tool: string;
  /** `left_out`: the source of the request does not offer it, which is no failure. */
  @OneOf(['ok', 'error', 'left_out']) readonly status: 'ok' | 'error' | 'left_out';
  @Nullable() @AnyText() readonly error_code: string | null;
  @Nullable() @InstantText() readonly as_of: string | null;
  @Nullable() @OneOf(['complete', 'partial']) readonly completeness: 'complete' | 'partial' | null;
  @textsRule() readonly missing_days: readonly string[];
  @textsRule() readonly sources: readonly string[];
  @Nullable() @Opaque() readonly window: PartWindow | null;
  @textsRule() readonly warnings: readonly string[];
}

export interface PartWindow {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  readonly granularity: 'instant' | 'day' | 'week' | 'total';
}

/** The figures of one part, as its tool gave them. */
export class FiguresBlock {
  @AnyText() readonly code: string;
  @Opaque() readonly figures: object;
}

export class ReportMessage {
  @ListOf(() => FiguresBlock, 20) readonly blocks: readonly FiguresBlock[];
}

/** Full totals, however few of them a report shows; null where the part that counts them did not answer. */
export class SnapshotCounts {
  @Nullable() @Count() readonly unanswered_chats: number | null;
  @Nullable() @Count() readonly stuck_orders: number | null;
  @Nullable() @Count() readonly payment_issues: number | null;
  @Nullable() @Count() readonly late_ship: number | null;
  @Nullable() @Count() readonly errors: number | null;
  @Nullable() @Count() readonly inventory_out_of_stock: number | null;
  @Nullable() @Count() readonly inventory_low_stock: number | null;
}

/** One figure of a week beside that of the week before. */
export class WeekRow {
  @OneOf(['revenue_net', 'revenue_gross', 'orders_paid', 'orders_created', 'aov', 'items_sold', 'refunds_count', 'refunds_amount']) readonly metric: WeekMetric;
  @Nullable() @AnyText() readonly week: string | null;
  @Nullable() @AnyText() readonly before: string | null;
  @Nullable() @AnyText() readonly delta_abs: string | null;
  @Nullable() @AnyText() readonly delta_pct: string | null;
}

export type WeekMetric = 'revenue_net' | 'revenue_gross' | 'orders_paid' | 'orders_created' | 'aov' | 'items_sold' | 'refunds_count' | 'refunds_amount';

export class WeekFacts {
  @OneOf(WEEK_MODES) readonly mode: WeekMode;
  @Nested(() => DayRange) readonly days: DayRange;
  @Nested(() => DayRange) readonly before: DayRange;
  @ListOf(() => WeekRow, 8) readonly rows: readonly WeekRow[];
}

/** The limits that counted. */
export class OpsLimits {
  @Count() readonly unanswered_threshold_hours: number;
  @Count() readonly unanswered_min_count: number;
  @Count() readonly stuck_min_count: number;
  @Count() readonly payment_min_count: number;
  @Count() readonly errors_window_hours: number;
  @Count() readonly errors_min_count: number;
  @Count() readonly low_stock_lte: number;
  @Count() readonly low_stock_min_count: number;
  @Count() readonly out_of_stock_min_count: number;
}

export class DashboardData {
  @OneOf(REPORT_KINDS) readonly report: ReportKind;
  @OneOf(['text', 'png', 'pdf']) readonly format: ReportFormat;
  @AnyText() readonly timezone: string;
  @AnyText() readonly currency: string;
  @Nested(() => ReportMessage) readonly message: ReportMessage;
  @Nested(() => SnapshotCounts) readonly snapshot_counts: SnapshotCounts;
  @ListOf(() => PartState, 20) readonly parts: readonly PartState[];
  /** Of the weekly report. */
  @Optional() @Nested(() => WeekFacts) readonly week?: WeekFacts;
  /** Of the ops report. */
  @Optional() @Nested(() => OpsLimits) readonly limits?: OpsLimits;
}

function textsRule(): PropertyDecorator {
  return rule('texts', 'a list of texts', (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'));
}
