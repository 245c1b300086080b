import { StoreQueryError, type Db } from '@ownerbot/storage';
import { ShopError } from '../../errors';
import type { ShopAnswer, ShopProvenance } from '../../envelope';
import { instant } from '../../instants';
import { addDays, dayOf, daysOf } from '../../local-days';
import type { Day, WindowQuery } from '../../methods/shared-types';
import type { ShopCall } from '../../shop-port';
import { OLDEST_DAY } from '../seed/order-parts';

/** One question to the demo shop: everything in it is read as of `now`. */
export interface DemoRead {
  readonly db: Db;
  readonly call: ShopCall;
  readonly now: Date;
}

/** The oldest local day with orders, in the zone of the question. */
export function historyFrom(now: Date, tz: string): Day {
  return addDays(dayOf(now, tz), -OLDEST_DAY);
}

/** Days of a window that lie before the history. */
export function missingDays(window: WindowQuery, now: Date): Day[] {
  const lastMissing = addDays(historyFrom(now, window.tz), -1);
  return daysOf(window.from, window.to < lastMissing ? window.to : lastMissing);
}

export function completenessOf(window: WindowQuery | undefined, now: Date): ShopProvenance['completeness'] {
  if (window === undefined) return { status: 'complete', missing_days: [], in_progress_day: null };
  const missing = missingDays(window, now);
  const today = dayOf(now, window.tz);
  return {
    status: missing.length === 0 ? 'complete' : 'partial',
    missing_days: missing,
    in_progress_day: window.from <= today && today <= window.to ? today : null,
  };
}

export function answer<T>(read: DemoRead, data: T, provenance: ShopProvenance): ShopAnswer<T> {
  read.call.signal.throwIfAborted();
  return { data, as_of: instant(read.now), warnings: [], provenance };
}

/** A missing table or schema: SQLSTATEs of undefined table, schema and function. */
const ABSENT = new Set(['42P01', '3F000', '42883']);

/** Runs a question; a database without demo tables becomes `DEMO_NOT_SEEDED`. */
export async function asked<T>(call: ShopCall, work: () => Promise<T>): Promise<T> {
  call.signal.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreQueryError && ABSENT.has(String(error.fields['sqlState']))) {
      throw new ShopError('DEMO_NOT_SEEDED', 'there is no demo shop: run ownerbot demo seed', {}, error);
    }
    throw error;
  }
}
