import { SelectionInvalidError } from '@ownerbot/operations';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A moment: ISO 8601, or so long ago, such as `30m`, `2h`, `7d`. @throws SelectionInvalidError */
export function readTime(name: string, text: string, now: Date): Date {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const ms = UNIT_MS[unit];
  if (count !== undefined && ms !== undefined) return new Date(now.getTime() - Number(count) * ms);
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(at.getTime())) throw new SelectionInvalidError(name, 'a time such as 2027-03-15T12:00:00Z, or so long ago: 30m, 2h, 7d');
  return at;
}
