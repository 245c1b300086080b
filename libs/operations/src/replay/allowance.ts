export interface RateUse {
  readonly ratePerSec: number;
  /** Until when the rate has been used up. */
  readonly steppedAt: Date;
  readonly now: Date;
  readonly most: number;
}

/** After a pause of the steps no more than this much time is made up for at once. */
const MADE_UP_MS = 2_000;

/** How many letters the rate allows now, and until when it is used up after so many. */
export function allowance({ ratePerSec, steppedAt, now, most }: RateUse): { readonly count: number; after(used: number): Date } {
  const eachMs = 1_000 / ratePerSec;
  // A slow rate must be able to save up for one letter.
  const from = Math.max(steppedAt.getTime(), now.getTime() - Math.max(MADE_UP_MS, eachMs));
  const count = Math.max(0, Math.min(most, Math.floor((now.getTime() - from) / eachMs)));
  return { count, after: (used) => new Date(from + used * eachMs) };
}
