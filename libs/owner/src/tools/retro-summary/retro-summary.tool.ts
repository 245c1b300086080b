import { OneOf } from '@ownerbot/tools';
import { ownRead } from '../read-tool';
import { answerOfWindows } from '../retro/answer-of-windows';
import { summaryOf } from '../retro/summary';
import { RetroSummaryOutput } from '../retro/summary-fields';
import { PERIODS, type PeriodDays } from '../retro/windows';

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
  handle: ({ period_days: days }, context) => answerOfWindows(days, context, summaryOf),
});
