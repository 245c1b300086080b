import { onServer } from '../parts/stores';

const DAYS = 730;

/** Orders of two years, two lines each on the average, in the simulator's own tables; what is there already stays. */
export async function fillShop(databaseUrl: string, orders: number): Promise<void> {
  await onServer(databaseUrl, [
    `insert into sis_sim.products select 1, 1000 + n, 'BIG-' || n, 'Product ' || n, 'Category ' || n % 20, case when n % 10 = 0 then 'ARCHIVED' else 'ACTIVE' end, n % 50,
      10 + n % 90, null, null, 'EUR', n % 7 > 0, n % 5 > 0, n % 40 = 0 from generate_series(1, 2000) as n`,
    `insert into sis_sim.orders (shop_id, order_id, status, currency, amount, amount_gross, discount, customer_id, customer_phone, created_at, updated_at, payment_status, paid_at,
        refunded_at, shipping_status, ship_due_at, shipped_at, delivered_at, flagged)
      select 1, 'BIG-' || n, case when n % 50 = 0 then 'refunded' when n % 20 = 0 then 'cancelled' when n % 100 = 1 then 'stuck' else 'completed' end, 'EUR', 40 + n % 60, 40 + n % 60, 0,
        'CUS-' || n % 50000, '+49170' || lpad((n % 10000000)::text, 7, '0'), at, at,
        case when n % 50 = 0 then 'refunded' when n % 20 = 0 then null when n % 30 = 2 then 'pending' else 'paid' end,
        case when n % 20 > 0 and n % 30 <> 2 then at end, case when n % 50 = 0 then at + interval '2 days' end, case when n % 90 = 3 then 'preparing' else 'delivered' end,
        at + interval '3 days', at + interval '1 day', at + interval '2 days', n % 500 = 0
      from generate_series(1, ${orders}) as n, lateral (select now() - interval '3 days' - n * interval '${DAYS} days' / ${orders} as at) as moment`,
    `insert into sis_sim.order_items select 1, 'BIG-' || n, p, 'BIG-' || p, 'Product ' || p, 'Category ' || p % 20, 1 + n % 3, 20
      from generate_series(1, ${orders}) as n, lateral (select 1000 + 1 + (n * 7 + line * 13) % 2000 as p from generate_series(1, 1 + n % 3) as line) as lines`,
    `insert into sis_sim.chat_threads select 1, 'BIG-' || n, 'CUS-' || n, n % 4 > 0, now() - n * interval '1 minute', case when n % 3 > 0 then now() - n * interval '2 minutes' end from generate_series(1, 20000) as n`,
    'vacuum analyze',
  ]);
}
