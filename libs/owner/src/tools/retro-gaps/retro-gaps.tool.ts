import { OneOf } from '@ownerbot/tools';
import { ownRead } from '../read-tool';
import { answerOfWindows } from '../retro/answer-of-windows';
import { gapsOf } from '../retro/gaps';
import { RetroGapsOutput } from '../retro/gaps-fields';
import { PERIODS, type PeriodDays } from '../retro/windows';

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
  handle: ({ period_days: days }, context) => answerOfWindows(days, context, gapsOf),
});
