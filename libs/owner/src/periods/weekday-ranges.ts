import { type CalendarDay, customPeriod } from './calendar';
import { latestWeekday, type Meaning } from './ranges';
import { take, takeFrom, type Reader } from './reader';
import { BEFORE_YESTERDAY, LEADERS, oneOf, TODAY, UNTIL, WEEKDAYS, YESTERDAY } from './words';

const BETWEEN = oneOf('между between');
const AND = oneOf('и and');
const DASH = oneOf('-');

/** `с понедельника по среду`, `пн-ср`, `с пятницы по вчера`, `Monday to Wednesday`: the latest such days, the last one no later than today. */
export function readWeekdayRange(reader: Reader, now: CalendarDay): Meaning | null {
  while (take(reader, LEADERS)) continue;
  const isBetween = take(reader, BETWEEN);
  const first = readNamedDay(reader);
  if (first === null) return null;
  if (!(isBetween ? take(reader, AND) : take(reader, UNTIL) || take(reader, DASH))) return null;
  const last = readNamedDay(reader);
  if (last === null) return null;
  const to = last(now, now);
  return customPeriod(first(to, now), to, now);
}

/** A weekday is the latest that is not after `until`; "вчера" is always the same. */
type NamedDay = (until: CalendarDay, now: CalendarDay) => CalendarDay;

const DAYS_AGO = [TODAY, YESTERDAY, BEFORE_YESTERDAY];

function readNamedDay(reader: Reader): NamedDay | null {
  const weekday = takeFrom(reader, WEEKDAYS);
  if (weekday !== undefined) return (until) => latestWeekday(weekday, until);
  const days = DAYS_AGO.findIndex((words) => take(reader, words));
  return days < 0 ? null : (_until, now) => now.minus({ days });
}
