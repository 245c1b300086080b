import { addDays, dayOf, daysOf, type Completeness, type Day, type WindowQuery } from '@ownerbot/shop';
import type { Sim } from '../sim';

const HISTORY_DAYS = 200;

/** The oldest local day with data. */
export function historyFrom({ store }: Sim, now: Date, tz: string): Day {
  return store.state().settings.history_from ?? addDays(dayOf(now, tz), 1 - HISTORY_DAYS);
}

/** The days of a window that lie before the history. */
export function missingDays(sim: Sim, { from, to, tz }: WindowQuery, now: Date): Day[] {
  const oldest = historyFrom(sim, now, tz);
  return daysOf(from, to).filter((day) => day < oldest);
}

export function completenessOf(sim: Sim, window: WindowQuery, now: Date): Completeness {
  const missing = missingDays(sim, window, now);
  const today = dayOf(now, window.tz);
  return {
    status: missing.length === 0 ? 'complete' : 'partial',
    missing_days: missing,
    in_progress_day: window.from <= today && today <= window.to ? today : null,
  };
}
