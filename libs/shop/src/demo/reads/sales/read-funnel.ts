import { sql } from '@ownerbot/storage';
import type { ShopAnswer } from '../../../envelope';
import { filtersHash } from '../../../filters-hash';
import { checkWindow } from '../../../check-window';
import { addDays, dayOf, daysOf } from '../../../local-days';
import type { FunnelData } from '../../../methods/demo-only';
import type { WindowQuery } from '../../../methods/shared-types';
import { answerOf } from '../../../rules/reads/read-at';
import { dailyFigures } from './daily-figures';
import type { DemoRead } from '../demo-read';

type Steps = Pick<FunnelData, 'views' | 'opens' | 'carts'> & { readonly days: readonly number[] };

/** Steps before an order are counted once a day is over: today has none yet and is missing from the window. Reads only. */
export async function readFunnel(read: DemoRead, query: WindowQuery): Promise<ShopAnswer<FunnelData>> {
  checkWindow(query, read.now);
  const { from, to, tz } = query;
  const today = dayOf(read.now, tz);
  const [steps] = await read.db.query<Steps>(sql.named('demo-funnel')`
    select coalesce(sum(views), 0)::int as views, coalesce(sum(opens), 0)::int as opens, coalesce(sum(carts), 0)::int as carts,
      coalesce(array_agg(day_offset), '{}') as days
    from demo.demo_funnel_daily where ${today}::date - day_offset between ${from}::date and ${to}::date`);
  const counted = new Set((steps?.days ?? []).map((offset) => addDays(today, -offset)));
  const missing = daysOf(from, to).filter((day) => !counted.has(day));
  // Orders of a day without the steps before them would make the last steps look better than they are.
  const days = (await dailyFigures(read, query)).filter((day) => counted.has(day.day));
  const total = (figure: 'orders_created' | 'orders_paid'): number => days.reduce((sum, day) => sum + day[figure], 0);
  return answerOf(
    read,
    { views: steps?.views ?? 0, opens: steps?.opens ?? 0, carts: steps?.carts ?? 0, orders_created: total('orders_created'), orders_paid: total('orders_paid') },
    {
      sources: ['funnel', 'orders'],
      window: { from, to, tz, granularity: 'total' },
      filters_hash: filtersHash('funnel', { shop_id: read.call.shopId, from, to, tz }),
      alsoMissing: missing,
    },
  );
}
