import type { ReplyContext } from '@ownerbot/conversation';
import { createFormats } from '@ownerbot/messages';
import { dayOf, daysOf } from '@ownerbot/shop';
import type { VerifiedResponse } from '../replies/answer';
import type { DashboardData, PartState } from '../tools/dashboards/dashboard-fields';
import { figuresIn, type Figures, type PartCode } from '../tools/dashboards/parts/figures';

/** A report with what its words need; times and days are those of the report's zone. */
export interface ReportView {
  readonly data: DashboardData;
  readonly figures: Figures;
  readonly context: ReplyContext;
  /** What came of a part; null where the report has none of this code. */
  part(code: PartCode): PartState | null;
  /** Nothing is known of the days of a part: its zeros are none. */
  isUnknown(code: PartCode): boolean;
  /** Nothing happened in the days of a part, or nothing is known of them. */
  isEmpty(code: PartCode): boolean;
  /** The day of the report, as its head names it. */
  readonly today: string;
}

export function reportView({ data }: Pick<VerifiedResponse<DashboardData>, 'data'>, context: ReplyContext): ReportView {
  const { timezone } = data;
  const part = (code: PartCode): PartState | null => data.parts.find((one) => one.code === code) ?? null;
  const isUnknown = (code: PartCode): boolean => knowsNothing(part(code));
  return {
    data,
    figures: figuresIn(data.message.blocks),
    context: timezone === context.timezone ? context : { ...context, timezone, formats: createFormats({ texts: context.texts, timezone, now: context.now }) },
    part,
    isUnknown,
    isEmpty: (code) => isUnknown(code) || part(code)?.warnings.includes('NO_DATA') === true,
    today: dayOf(context.now, timezone),
  };
}

/** Every day of its window is missing. */
function knowsNothing(part: PartState | null): boolean {
  if (part === null || part.window === null || part.missing_days.length === 0) return false;
  const { from, to } = part.window;
  return daysOf(from, to).every((day) => part.missing_days.includes(day));
}
