import { OneOf, ownProvenance } from '@ownerbot/tools';
import { ownRead } from '../read-tool';
import { summaryOf } from '../retro/summary';
import { RetroSummaryOutput } from '../retro/summary-fields';
import { isPreviousPartial, missingPrevious, PERIODS, previousData, windowData, windowsOf, type PeriodDays } from '../retro/windows';

export class RetroSummaryPayload {
  @OneOf(PERIODS) readonly period_days: PeriodDays = 7;
}

/** How the bot has worked in the last days, and in those before. */
export const retroSummary = ownRead<RetroSummaryPayload, RetroSummaryOutput>({
  name: 'retro_summary',
  version: '1.1',
  group: 'systems',
  payload: RetroSummaryPayload,
  output: RetroSummaryOutput,
  auditFields: ['period_days'],
  async handle({ period_days: days }, context) {
    const windows = windowsOf(days, context.now);
    const work = await context.own.work(windows);
    const isPartial = isPreviousPartial(work, windows);
    return {
      data: { window: windowData(days, windows), previous_window: previousData(windows, isPartial), ...summaryOf(work, isPartial) },
      warnings: missingPrevious(isPartial),
      provenance: ownProvenance(['audit_events'], context, { since: windows.from, filters: { period_days: days } }),
    };
  },
});
