import { sql } from '@ownerbot/storage';
import type { DayFigures } from '../../../figures/kpi-totals';
import { noFigures } from '../../../figures/kpi-totals';
import { dayOf, daysOf } from '../../../local-days';
import type { WindowQuery } from '../../../methods/shared-types';
import { missingDays } from '../../../rules/reads/read-at';
import type { DemoRead } from '../demo-read';

/**
 * The figures of every local day of a window that has data, zeros included, oldest first; formulas of SIS API v1, section 6.
 * Summary and trend are both sums of these, so they cannot disagree. Reads only.
 */
export async function dailyFigures(read: DemoRead, window: WindowQuery): Promise<DayFigures[]> {
  const { db, now } = read;
  const { from, to, tz } = window;
  const visible = sql`demo.orders_at(${now}::timestamptz, ${tz}::text, ${dayOf(now, tz)}::date)`;
  const rows = await db.query<DayFigures>(sql.named('demo-daily-figures')`
    select day::text as day, sum(gross)::text as revenue_gross, sum(net)::text as revenue_net, sum(created)::int as orders_created,
      sum(paid)::int as orders_paid, sum(items)::int as items_sold, sum(refunds)::int as refunds_count, sum(refunded)::text as refunds_amount
    from (
      select created_day as day, 1 as created, 0 as paid, 0.00 as gross, 0.00 as net, 0 as items, 0 as refunds, 0.00 as refunded
      from ${visible} where created_day between ${from}::date and ${to}::date
      union all
      select paid_day, 0, 1, 0, amount, 0, 0, 0
      from ${visible} where payment_status = 'paid' and paid_day between ${from}::date and ${to}::date
      union all
      select o.paid_day, 0, 0, i.qty * i.unit_price, 0, i.qty, 0, 0
      from ${visible} o join demo.demo_order_items i using (order_id)
      where o.payment_status = 'paid' and o.paid_day between ${from}::date and ${to}::date
      union all
      select refunded_day, 0, 0, 0, 0, 0, 1, amount
      from ${visible} where refunded_day between ${from}::date and ${to}::date
    ) as parts
    group by day`);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const missing = new Set(missingDays(read, window));
  return daysOf(from, to)
    .filter((day) => !missing.has(day))
    .map((day) => byDay.get(day) ?? noFigures(day));
}
