import type { ShopAnswer, ShopProvenance } from '../../envelope';
import { instant } from '../../instants';
import { addDays, dayOf, daysOf } from '../../local-days';
import type { Day, WindowQuery } from '../../methods/shared-types';
import type { ShopCall } from '../../shop-port';
import { OLDEST_DAY } from '../../demo/seed/order-parts';

/** One question to a shop of demo rows: everything in it is read as of `now`. */
export interface ReadAt {
  readonly call: ShopCall;
  readonly now: Date;
  /** The system that sources name: `demo`, `sis`. */
  readonly system: string;
  /** The oldest local day with data; without it, that of the seeded orders. */
  readonly historyFrom?: Day;
  /** Days of the window for which the source has no data, oldest first. */
  readonly gaps?: readonly Day[];
}

/** The oldest local day with orders, in the zone of the question. */
export function historyFrom({ now, historyFrom: fixed }: Pick<ReadAt, 'now' | 'historyFrom'>, tz: string): Day {
  return fixed ?? addDays(dayOf(now, tz), -OLDEST_DAY);
}

/** Days of a window that lie before the history, or in a gap of it. */
export function missingDays(read: Pick<ReadAt, 'now' | 'historyFrom' | 'gaps'>, window: WindowQuery): Day[] {
  const lastMissing = addDays(historyFrom(read, window.tz), -1);
  const before = daysOf(window.from, window.to < lastMissing ? window.to : lastMissing);
  const gaps = read.gaps ?? [];
  return gaps.length === 0 ? before : [...before, ...gaps.filter((day) => day > lastMissing && day >= window.from && day <= window.to)];
}

export function completenessOf(read: Pick<ReadAt, 'now' | 'historyFrom' | 'gaps'>, window: WindowQuery | null, alsoMissing: readonly Day[] = []): ShopProvenance['completeness'] {
  if (window === null) return { status: 'complete', missing_days: [], in_progress_day: null };
  const missing = [...new Set([...missingDays(read, window), ...alsoMissing])].sort();
  const today = dayOf(read.now, window.tz);
  return {
    status: missing.length === 0 ? 'complete' : 'partial',
    missing_days: missing,
    in_progress_day: window.from <= today && today <= window.to ? today : null,
  };
}

export function sourceOf(read: Pick<ReadAt, 'system'>, reference: string): string {
  return `${read.system}:${reference}`;
}

/** What differs between the provenances of answers; the rest follows from it. */
export interface Origin {
  /** References within the system, such as `orders`. */
  readonly sources: readonly string[];
  readonly filters_hash: string;
  readonly window?: WindowQuery & { readonly granularity: 'day' | 'week' | 'total' };
  readonly counts?: { readonly total: number; readonly shown: number };
  readonly alsoMissing?: readonly Day[];
}

export function answerOf<T>(read: ReadAt, data: T, origin: Origin): ShopAnswer<T> {
  const { window } = origin;
  read.call.signal.throwIfAborted();
  return {
    data,
    as_of: instant(read.now),
    warnings: [],
    provenance: {
      sources: origin.sources.map((reference) => sourceOf(read, reference)),
      window: window === undefined ? null : { from: window.from, to: window.to, timezone: window.tz, granularity: window.granularity },
      filters_hash: origin.filters_hash,
      counts: origin.counts ?? null,
      completeness: completenessOf(read, window ?? null, origin.alsoMissing),
    },
  };
}
