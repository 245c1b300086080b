import { addDays, dayOf } from '@ownerbot/shop';
import { resolvePeriod, validationError, type LocalNow } from '@ownerbot/tools';
import type { ComparedWindow, KpiComparePayload } from './kpi-compare.fields';

const PRESET_DAYS = { wow: 7, mom: 30 } as const;

export interface ComparedWindows {
  readonly a: ComparedWindow;
  readonly b: ComparedWindow;
}

/**
 * The two windows of a comparison. Presets: the complete days ending yesterday, and as many before.
 * Throws `VALIDATION_ERROR` for windows that run backwards, into the future, past 366 days, or overlap.
 */
export function comparedWindows(payload: KpiComparePayload, at: LocalNow): ComparedWindows {
  if (payload.preset !== 'custom') {
    const days = payload.days ?? PRESET_DAYS[payload.preset];
    const end = addDays(dayOf(at.now, at.timezone), -1);
    return { a: { start: addDays(end, 1 - days), end, days }, b: { start: addDays(end, 1 - 2 * days), end: addDays(end, -days), days } };
  }
  const a = custom('a', payload.a_start, payload.a_end, at);
  const b = custom('b', payload.b_start, payload.b_end, at);
  const overlap = a.start <= b.end && b.start <= a.end;
  if (overlap) throw validationError([{ path: 'b_start', rule: 'overlap', allowed: `outside ${a.start}..${a.end}` }], 'WINDOWS_OVERLAP');
  return { a, b };
}

function custom(side: 'a' | 'b', from: string | undefined, to: string | undefined, at: LocalNow): ComparedWindow {
  const { from: start, to: end, days } = resolvePeriod({ preset: 'custom', from, to }, at, side);
  return { start, end, days };
}
