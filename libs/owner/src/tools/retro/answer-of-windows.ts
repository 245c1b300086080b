import { ownProvenance, type ToolContext, type WorkRecords } from '@ownerbot/tools';
import { isPreviousPartial, missingPrevious, previousData, windowData, windowsOf, type PeriodDays } from './windows';

/** What was recorded in the last days, beside the days before them, as the answer of a tool. */
export async function answerOfWindows<Figures extends object>(days: PeriodDays, context: ToolContext, figuresOf: (work: WorkRecords, isPartial: boolean) => Figures) {
  const windows = windowsOf(days, context.now);
  const work = await context.own.work(windows);
  const isPartial = isPreviousPartial(work, windows);
  return {
    data: { window: windowData(days, windows), previous_window: previousData(windows, isPartial), ...figuresOf(work, isPartial) },
    warnings: missingPrevious(isPartial),
    provenance: ownProvenance(['audit_events'], context, { since: windows.from, filters: { period_days: days } }),
  };
}
