import type { PeriodPreset } from '@ownerbot/tools';

/** A period as it goes into a payload; `custom` names both days, inclusive, `YYYY-MM-DD` in the owner's zone. */
export type Period = { preset: Exclude<PeriodPreset, 'custom'> } | { preset: 'custom'; from: string; to: string };

export const LONGEST_PERIOD_DAYS = 366;

/** Why a wording that is a period cannot be used. */
export type PeriodRefusal = 'future' | 'too_long' | 'no_such_day' | 'reversed' | 'not_positive';

/** A period found in a row of words: it takes the words from `start` up to, not including, `end`. */
export type FoundPeriod = { start: number; end: number } & ({ period: Period } | { refusal: PeriodRefusal });
