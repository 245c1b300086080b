import { sql, type Db } from '@ownerbot/storage';
import { DateTime } from 'luxon';
import { instant } from '../../instants';
import { dayOf } from '../../local-days';
import type { ShopActionKind } from '../../methods/actions/action-kinds';
import { resolveCoupons } from '../../rules/reads/coupons';
import type { ActionRows, FxBackupRow, FxJobRow, OrderFlagRow, RateSetRow } from '../../rules/shop-rows';
import { loadCampaigns, loadCoupons, loadFx, loadLooks, loadProducts, loadVariants } from '../reads/load-rows';
import type { FxRow } from '../seed/rows';

/** When the demo shop's provider publishes its rate, local time. */
const RATE_HOUR = 9;

export interface ActionMoment {
  readonly now: Date;
  readonly tz: string;
}

/**
 * The rows that an action is computed from. All tables but the orders are small and read whole; of the orders only those that the
 * body names. Reads only.
 */
export async function loadActionRows(db: Db, kind: ShopActionKind, body: unknown, { now, tz }: ActionMoment): Promise<ActionRows> {
  const fx = await loadFx(db);
  return {
    products: await loadProducts(db),
    variants: await loadVariants(db),
    looks: await loadLooks(db),
    orders: kind === 'orders/flag' ? await loadOrders(db, orderIdsOf(body), { now, tz }) : [],
    coupons: resolveCoupons(await loadCoupons(db), now, tz),
    fx,
    rateSets: [rateSetOf(fx, { now, tz })],
    jobs: await loadJobs(db),
    backups: kind === 'reprice/rollback' ? await loadNewestBackups(db) : [],
    campaigns: await loadCampaigns(db),
  };
}

/** The one rate that the demo shop has: taken this morning, or on the one before. */
function rateSetOf(fx: FxRow, { now, tz }: ActionMoment): RateSetRow {
  const today = DateTime.fromJSDate(now, { zone: tz }).startOf('day').set({ hour: RATE_HOUR });
  const takenAt = today.toMillis() <= now.getTime() ? today : today.minus({ days: 1 });
  const { rate_set_id, provider, base_currency, rate } = fx;
  return { rate_set_id, provider, base_currency, rate, taken_at: instant(takenAt.toJSDate()) };
}

function loadOrders(db: Db, ids: readonly string[], { now, tz }: ActionMoment): Promise<OrderFlagRow[]> {
  return db.query<OrderFlagRow>(sql.named('demo-orders-to-flag')`
    select order_id, flagged, flag_reason from demo.orders_at(${now}::timestamptz, ${tz}::text, ${dayOf(now, tz)}::date)
    where order_id = any(${ids}::text[]) order by order_id`);
}

/** What the rules will make of the ids; a body that they refuse names none. */
function orderIdsOf(body: unknown): string[] {
  const ids: unknown = typeof body === 'object' && body !== null && 'order_ids' in body ? body.order_ids : [];
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string').map((id) => id.toUpperCase()) : [];
}

type JobInRow = Omit<FxJobRow, 'finished_at' | 'rolled_back_at'> & { readonly finished_at: Date; readonly rolled_back_at: Date | null };

async function loadJobs(db: Db): Promise<FxJobRow[]> {
  const jobs = await db.query<JobInRow>(sql.named('demo-fx-jobs')`select * from demo.demo_fx_jobs`);
  return jobs.map((job) => ({ ...job, finished_at: instant(job.finished_at), rolled_back_at: job.rolled_back_at === null ? null : instant(job.rolled_back_at) }));
}

function loadNewestBackups(db: Db): Promise<FxBackupRow[]> {
  return db.query<FxBackupRow>(sql.named('demo-newest-backups')`
    select * from demo.demo_fx_backups where job_id = (
      select job_id from demo.demo_fx_jobs where rolled_back_at is null order by finished_at desc, job_id collate "C" desc limit 1)
    order by entity, entity_id`);
}
