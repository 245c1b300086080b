import { addDays, dayOf, mondayOf, type Day } from '@ownerbot/shop';
import type { LocalNow } from '@ownerbot/tools';
import type { WeekMode } from '../dashboard-fields';

export interface Week {
  readonly from: Day;
  readonly to: Day;
}

const LAST = 6;

/** The week under report: the seven days that end yesterday, or Monday to Sunday before this week. On a Monday they are the same. */
export function weekOf(mode: WeekMode, { now, timezone }: LocalNow): Week {
  const today = dayOf(now, timezone);
  const to = addDays(mode === 'last7' ? today : mondayOf(today), -1);
  return { from: addDays(to, -LAST), to };
}

export function weekBefore({ from }: Week): Week {
  return { from: addDays(from, -LAST - 1), to: addDays(from, -1) };
}
