import { Count, DayText, OneOf, PERIOD_PRESETS, type AskedWindow } from '@ownerbot/tools';

/** The period of an answer as it was resolved. */
export class WindowData {
  @OneOf(PERIOD_PRESETS) readonly preset: string;
  @DayText() readonly from: string;
  @DayText() readonly to: string;
  @Count() readonly days: number;
}

export function windowData({ preset, from, to, days }: AskedWindow): WindowData {
  return { preset, from, to, days };
}
