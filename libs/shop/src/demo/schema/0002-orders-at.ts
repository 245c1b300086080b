import { sql, type Sql } from '@ownerbot/storage';

/**
 * `demo.orders_at(at, tz, today)`: the orders that are visible at a moment, with their moments resolved in a zone whose
 * local day then is `today`. Both functions are plain enough for Postgres to inline them, so a query pays only for the
 * columns that it reads. An anchored day needs no clock: it is `today` less its offset, also where the clock changes.
 */
export const ordersAtFunction: readonly Sql[] = [
  sql`create function demo.moment(today date, tz text, day_offset integer, local_minute integer) returns timestamptz
    language sql immutable parallel safe
    as $$ select ((today - day_offset)::timestamp + make_interval(mins => local_minute)) at time zone tz $$`,
  sql`create function demo.orders_at(at timestamptz, tz text, today date) returns table (
      order_id text, status text, payment_status text, shipping_status text,
      amount_gross numeric, discount numeric, amount numeric, coupon_code text, customer_id text, customer_phone text,
      created_at timestamptz, created_day date, paid_at timestamptz, paid_day date, refunded_at timestamptz, refunded_day date,
      ship_due_at timestamptz, shipped_at timestamptz, delivered_at timestamptz,
      flagged boolean, flag_reason text, flagged_at timestamptz, flagged_by bigint,
      is_open boolean, is_awaiting boolean, is_late boolean)
    language sql stable parallel safe
    as $$
      select o.order_id, o.status, o.payment_status, o.shipping_status,
        o.amount_gross, o.discount, o.amount, o.coupon_code, o.customer_id, o.customer_phone,
        case when o.age_minutes is null then demo.moment(today, tz, o.day_offset, o.local_minute)
          else date_trunc('minute', at) - make_interval(mins => o.age_minutes) end,
        case when o.age_minutes is null then today - o.day_offset
          else ((date_trunc('minute', at) - make_interval(mins => o.age_minutes)) at time zone tz)::date end,
        demo.moment(today, tz, o.paid_day_offset, o.paid_minute), today - o.paid_day_offset,
        demo.moment(today, tz, o.refunded_day_offset, o.refunded_minute), today - o.refunded_day_offset,
        demo.moment(today, tz, o.ship_due_day_offset, o.ship_due_minute),
        demo.moment(today, tz, o.shipped_day_offset, o.shipped_minute),
        demo.moment(today, tz, o.delivered_day_offset, o.delivered_minute),
        o.flagged, o.flag_reason,
        coalesce(o.flagged_at, demo.moment(today, tz, o.flagged_day_offset, o.flagged_minute)), o.flagged_by,
        o.status not in ('cancelled', 'refunded', 'completed'),
        o.payment_status is null or o.payment_status = 'pending',
        coalesce(o.payment_status = 'paid' and o.shipping_status in ('none', 'preparing')
          and demo.moment(today, tz, o.ship_due_day_offset, o.ship_due_minute) < at, false)
      from demo.demo_orders o
      where o.age_minutes is not null or o.day_offset > 0 or demo.moment(today, tz, o.day_offset, o.local_minute) <= at
    $$`,
];
