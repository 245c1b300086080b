import type { ReplyContext } from '@ownerbot/conversation';
import { addDays, daysBetween } from '@ownerbot/shop';
import { resolvePeriod } from '@ownerbot/tools';
import type { FoundPeriod } from '../../periods/period';

const WEEKS: readonly string[] = ['this_week', 'last_week', '7d'];
const MONTHS: readonly string[] = ['this_month', 'last_month', '30d'];

/**
 * What a comparison of the named periods asks for: two are the windows, the later one first; weeks and months alone go to their
 * presets; one dated period goes against as many days before it. Null: they cannot be compared so.
 */
export function comparedPeriods(periods: readonly FoundPeriod[], context: Pick<ReplyContext, 'now' | 'timezone'>): Readonly<Record<string, unknown>> | null {
  const named = periods.flatMap((found) => ('period' in found ? [found.period] : []));
  if (named.length !== periods.length || named.length > 2) return null;
  const [a, b] = named;
  if (a === undefined) return { preset: 'wow' };
  const isPair = (presets: readonly string[]) => named.every(({ preset }) => presets.includes(preset));
  if (isPair(WEEKS)) return { preset: 'wow' };
  if (isPair(MONTHS)) return { preset: 'mom' };
  const first = resolvePeriod(a, context);
  const before = { from: addDays(first.from, -daysBetween(first.from, first.to)), to: addDays(first.from, -1) };
  const second = b === undefined ? before : resolvePeriod(b, context);
  const [later, earlier] = first.from >= second.from ? [first, second] : [second, first];
  return { preset: 'custom', a_start: later.from, a_end: later.to, b_start: earlier.from, b_end: earlier.to };
}
