import { instant } from '@ownerbot/shop';
import { OneOf, InstantText, Flag, warn, type ToolWarning, type WorkRecords, type WorkWindows } from '@ownerbot/tools';

const DAY_MS = 86_400_000;

export const PERIODS = [7, 30] as const;
export type PeriodDays = (typeof PERIODS)[number];

export class RetroWindowData {
  @OneOf(PERIODS) readonly days: PeriodDays;
  @InstantText() readonly from: string;
  @InstantText() readonly to: string;
}

export class PreviousWindowData {
  @InstantText() readonly from: string;
  @InstantText() readonly to: string;
  /** Not all of it is recorded: nothing is compared with it. */
  @Flag() readonly partial: boolean;
}

/** N times 24 hours that end now, and the N times 24 hours before them. */
export function windowsOf(days: PeriodDays, now: Date): WorkWindows {
  return { before: new Date(now.getTime() - 2 * days * DAY_MS), from: new Date(now.getTime() - days * DAY_MS), to: now };
}

/** The audit begins, or was kept, later than the window before began. */
export function isPreviousPartial({ since }: Pick<WorkRecords, 'since'>, { before }: WorkWindows): boolean {
  return since === null || since.getTime() > before.getTime();
}

export const missingPrevious = (isPartial: boolean): ToolWarning[] => (isPartial ? [warn('PREV_WINDOW_MISSING')] : []);

export const windowData = (days: PeriodDays, { from, to }: WorkWindows): RetroWindowData => ({ days, from: instant(from), to: instant(to) });
export const previousData = ({ before, from }: WorkWindows, partial: boolean): PreviousWindowData => ({ from: instant(before), to: instant(from), partial });
