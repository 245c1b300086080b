import { Nullable, rule } from '@ownerbot/tools';

/** What has changed from one window to the next. */
export class DeltaData {
  @rule('integer', 'an integer', (value) => Number.isSafeInteger(value)) readonly abs: number;
  /** In hundredths of what was before, one place; null where there was nothing. */
  @Nullable() @rule('number', 'a number', (value) => typeof value === 'number') readonly pct: number | null;
}

export function deltaOf(now: number, before: number): DeltaData {
  return { abs: now - before, pct: before === 0 ? null : tenths((now - before) * 1_000, before) };
}

/** A share of a whole in percent, one place; null of nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : tenths(part * 1_000, whole));

/** `amount / by` in tenths, half away from zero: -12.25 is -12.3, as 12.25 is 12.3. */
function tenths(amount: number, by: number): number {
  const size = Math.floor((2 * Math.abs(amount) + by) / (2 * by)) / 10;
  return amount < 0 ? -size : size;
}
