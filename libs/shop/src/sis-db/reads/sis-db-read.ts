import { sql, type ReadTransaction, type Sql } from '@ownerbot/storage';
import { addDays, startOfDay } from '../../local-days';
import type { Day, WindowQuery } from '../../methods/shared-types';
import { checkCurrency } from '../../sis-http/methods/check-currency';
import type { ReadAt } from '../../rules/reads/read-at';

/** One question to the views of SIS: everything in it is read in one snapshot. */
export interface SisDbRead extends ReadAt {
  readonly tx: ReadTransaction;
  readonly historyFrom: Day;
}

/** The moments of local days, so that the filter is a plain range that an index serves. */
export interface Span {
  readonly from: Date;
  readonly before: Date;
}

export function spanOf({ from, to, tz }: WindowQuery): Span {
  return { from: startOfDay(from, tz), before: startOfDay(addDays(to, 1), tz) };
}

export function isWithin(column: Sql, { from, before }: Span): Sql {
  return sql`(${column} >= ${from}::timestamptz and ${column} < ${before}::timestamptz)`;
}

/** The read with the days of the window for which SIS has no data. */
export async function withGaps(read: SisDbRead, { from, to }: WindowQuery): Promise<SisDbRead> {
  const rows = await read.tx.query<{ day: Day }>(sql`
    select day::text as day from data_gaps where shop_id = ${read.call.shopId}::integer and day between ${from}::date and ${to}::date order by day`);
  return { ...read, gaps: rows.map((row) => row.day) };
}

/** The part of a window that the history covers; a window before it is empty. */
export function coveredWindow({ historyFrom }: SisDbRead, window: WindowQuery): WindowQuery {
  return { ...window, from: window.from < historyFrom ? historyFrom : window.from };
}

/** The lines of orders paid in a window, days without data left out: what sales are summed over. */
export function paidLines(read: SisDbRead, window: WindowQuery): Sql {
  const { tz } = window;
  const day = sql`(o.paid_at at time zone ${tz}::text)::date`;
  const isKnown = (read.gaps ?? []).length === 0 ? sql`true` : sql`not (${day} = any(${[...(read.gaps ?? [])]}::date[]))`;
  return sql`
    select i.product_id, i.qty, i.unit_price, i.title, i.category, o.currency, ${day} as day
    from orders o join order_items i on i.shop_id = o.shop_id and i.order_id = o.order_id
    where o.shop_id = ${read.call.shopId}::integer and o.payment_status = 'paid' and ${isWithin(sql`o.paid_at`, spanOf(coveredWindow(read, window)))} and ${isKnown}`;
}

/** Another currency than the tenant's among those that were summed. @throws ShopError `CONFIG_MISMATCH` */
export function checkOther({ call }: SisDbRead, others: readonly (string | null)[]): void {
  checkCurrency(others.filter((one) => one !== null), call);
}
