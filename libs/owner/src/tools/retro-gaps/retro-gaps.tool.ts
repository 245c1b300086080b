import { OneOf, ownProvenance } from '@ownerbot/tools';
import { ownRead } from '../read-tool';
import { gapsOf } from '../retro/gaps';
import { RetroGapsOutput } from '../retro/gaps-fields';
import { isPreviousPartial, missingPrevious, PERIODS, previousData, windowData, windowsOf, type PeriodDays } from '../retro/windows';

export class RetroGapsPayload {
  @OneOf(PERIODS) readonly period_days: PeriodDays = 30;
}

/** What owners asked for and did not get. */
export const retroGaps = ownRead<RetroGapsPayload, RetroGapsOutput>({
  name: 'retro_gaps',
  version: '1.1',
  group: 'systems',
  payload: RetroGapsPayload,
  output: RetroGapsOutput,
  auditFields: ['period_days'],
  async handle({ period_days: days }, context) {
    const windows = windowsOf(days, context.now);
    const work = await context.own.work(windows);
    const isPartial = isPreviousPartial(work, windows);
    return {
      data: { window: windowData(days, windows), previous_window: previousData(windows, isPartial), ...gapsOf(work, isPartial) },
      warnings: missingPrevious(isPartial),
      provenance: ownProvenance(['audit_events'], context, { since: windows.from, filters: { period_days: days } }),
    };
  },
});
