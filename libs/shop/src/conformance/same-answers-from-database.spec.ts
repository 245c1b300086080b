import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fixedClock } from '@ownerbot/runtime';
import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { callIn, NOON } from '../fixtures/demo-fixture';
import { sisDbFixture, type SisDbFixture } from '../fixtures/sis-db-fixture';
import type { ShopAnswer } from '../envelope';
import { addDays } from '../local-days';
import { createSisShop, type SisShop } from '../sis-http/create-sis-shop';
import { METHOD_NEEDS, type SisDbMethod } from '../sis-db/contract/method-needs';
import type { ShopCall, ShopPort } from '../shop-port';

/** The shop over HTTP and over its database, asked the same (B1, B3, B4): one simulator, one clock. */
let world: SisDbFixture;
let http: SisShop;
beforeAll(async () => {
  world = await sisDbFixture();
  const made = createSisShop({
    settings: { sisBaseUrl: world.simulator.url, sisApiKey: world.simulator.key, sisTimeoutSec: 10, sisPreviewTimeoutSec: 10, sisApplyTimeoutSec: 10, sisMaxRetries: 0, sisRetryBackoffBaseSec: 0.1 },
    appEnv: 'test',
    clock: fixedClock(NOON),
  });
  if (made === null) throw new TypeError('not configured');
  http = made;
});
afterAll(async () => {
  http.close();
  await world.close();
});

type Ask = (shop: ShopPort, call: ShopCall, today: string) => Promise<ShopAnswer<object>>;

const windowTo = (to: string, days: number) => ({ from: addDays(to, 1 - days), to, tz: 'Europe/Berlin' });

const QUESTIONS: readonly (readonly [SisDbMethod, string, Ask])[] = [
  ['kpiSummary', 'a week with today', (shop, call, today) => shop.kpiSummary(windowTo(today, 7), call)],
  ['kpiSummary', 'one day', (shop, call, today) => shop.kpiSummary(windowTo(addDays(today, -1), 1), call)],
  ['kpiSummary', 'days before the history', (shop, call, today) => shop.kpiSummary(windowTo(today, 366), call)],
  ['revenueTrend', 'days with those before', (shop, call, today) => shop.revenueTrend({ ...windowTo(today, 30), granularity: 'day', include_previous: true }, call)],
  ['revenueTrend', 'weeks over the end of the history', (shop, call, today) => shop.revenueTrend({ ...windowTo(today, 220), granularity: 'week', include_previous: true }, call)],
  ['ordersSearch', 'the newest with counts', (shop, call) => shop.ordersSearch({ limit: 50, include_counts: true }, call)],
  ['ordersSearch', 'those that need attention', (shop, call) => shop.ordersSearch({ preset: 'attention', limit: 200, include_counts: true }, call)],
  ['ordersSearch', 'unpaid for a day', (shop, call) => shop.ordersSearch({ preset: 'payment_issues', pending_hours: 24, limit: 200 }, call)],
  ['ordersSearch', 'late ones', (shop, call) => shop.ordersSearch({ preset: 'late_ship', limit: 200 }, call)],
  ['ordersSearch', 'unpaid ones', (shop, call) => shop.ordersSearch({ preset: 'awaiting_payment', limit: 200 }, call)],
  ['ordersSearch', 'of days, by states', (shop, call, today) => shop.ordersSearch({ window: windowTo(today, 60), status: 'completed', shipping_status: 'delivered', payment_status: 'paid', flagged: false, limit: 20, include_counts: true }, call)],
  ['ordersSearch', 'a part of an id', (shop, call) => shop.ordersSearch({ q: 'cus-01', limit: 20 }, call)],
  ['ordersSearch', 'digits of a phone', (shop, call) => shop.ordersSearch({ q: '391-0004', limit: 20 }, call)],
  ['ordersSearch', 'signs of a pattern', (shop, call) => shop.ordersSearch({ q: '%_', limit: 20 }, call)],
  ['orderDetail', 'a paid one', (shop, call) => shop.orderDetail('OB-1009', call)],
  ['orderDetail', 'one without payment', (shop, call) => shop.orderDetail('OB-1005', call)],
  ['productsTop', 'the best', (shop, call, today) => shop.productsTop({ ...windowTo(today, 30), metric: 'revenue', direction: 'top', group_by: 'product', limit: 30 }, call)],
  ['productsTop', 'the worst, with those that never sold', (shop, call, today) => shop.productsTop({ ...windowTo(today, 30), metric: 'qty', direction: 'bottom', group_by: 'product', limit: 30 }, call)],
  ['productsTop', 'categories', (shop, call, today) => shop.productsTop({ ...windowTo(today, 90), metric: 'qty', direction: 'top', group_by: 'category', limit: 30 }, call)],
  ['salesHistory', 'products', (shop, call, today) => shop.salesHistory({ ...windowTo(today, 120), group_by: 'product', limit: 200 }, call)],
  ['salesHistory', 'categories', (shop, call, today) => shop.salesHistory({ ...windowTo(today, 7), group_by: 'category', limit: 200 }, call)],
  ['salesHistory', 'some products', (shop, call, today) => shop.salesHistory({ ...windowTo(today, 14), group_by: 'product', product_ids: [1, 2, 60], limit: 2 }, call)],
  ['inventory', 'everything', (shop, call) => shop.inventory({ section: 'all', low_stock_lte: 5, limit: 200 }, call)],
  ['inventory', 'low stock', (shop, call) => shop.inventory({ section: 'low_stock', low_stock_lte: 9, limit: 5 }, call)],
  ['chatsUnanswered', 'all', (shop, call) => shop.chatsUnanswered({ threshold_hours: 0, limit: 50 }, call)],
  ['chatsUnanswered', 'for six hours', (shop, call) => shop.chatsUnanswered({ threshold_hours: 6, limit: 1 }, call)],
  ['chatsQueue', '', (shop, call) => shop.chatsQueue(call)],
  ['coupons', 'by use', (shop, call) => shop.coupons({ state: 'all', expiring_days: 7, sort: 'used', limit: 50 }, call)],
  ['coupons', 'those that end soon', (shop, call) => shop.coupons({ state: 'expiring_soon', expiring_days: 30, sort: 'ends_at', limit: 50 }, call)],
  ['fxStatus', '', (shop, call) => shop.fxStatus(call)],
];

/** Everything but what must differ: the sources, and the text of a cursor. */
function comparable({ provenance, data, ...answer }: ShopAnswer<object>): object {
  const page = 'page' in data && typeof data.page === 'object' ? { page: { ...data.page, next_cursor: (data.page as { next_cursor: string | null }).next_cursor === null ? null : 'a cursor' } } : {};
  return { ...answer, data: { ...data, ...page }, provenance: { ...provenance, sources: [] } };
}

/** The first question of each method. */
const ONE_EACH = QUESTIONS.filter(([method], index) => QUESTIONS.findIndex(([other]) => other === method) === index);

async function expectSame(today: string, questions: typeof QUESTIONS = ONE_EACH): Promise<void> {
  const call = callIn();
  for (const [method, what, ask] of questions) {
    const expected = await ask(http.shop, call, today);
    const found = await ask(world.sisDb.shop, call, today);
    expect({ method, what, ...comparable(found) }).toEqual({ method, what, ...comparable(expected) });
    expect(found.provenance.sources).toEqual(METHOD_NEEDS[method].views.map((view) => `sis-db:${view}`));
  }
}

const setClock = (now: string): Promise<unknown> => world.simulator.control('POST', '/clock', { now });

test('every read gives the answer that SIS gives over HTTP, sends nothing but reads, and changes no row', async () => {
  await world.admin.query(sql`alter role ${sql.identifier(world.role)} set log_statement = 'all'`);
  const before = await world.rowsHash();
  const logged = statSync(await logFile()).size;
  await expectSame('2026-03-18', QUESTIONS);
  const sent = await statementsSince(logged);
  expect(sent.length).toBeGreaterThan(QUESTIONS.length * 3);
  const kinds = new Set(sent.map((text) => text.trim().toLowerCase().match(/^(begin transaction isolation level repeatable read read only|set local \w+|select|with|rollback)\b/)?.[1]?.replace(/^(set local) .*/, '$1') ?? text));
  expect([...kinds].sort()).toEqual(['begin transaction isolation level repeatable read read only', 'rollback', 'select', 'set local', 'with']);
  expect(await world.rowsHash()).toBe(before);
});

test('the same on both days on which the clock changes', async () => {
  for (const day of ['2026-03-29', '2026-10-25']) {
    await setClock(`${day}T14:20:30Z`);
    await expectSame(day);
  }
  await setClock(NOON);
});

test('windows of zones on either side of the shop hold the same orders by their moments', async () => {
  for (const tz of ['America/Los_Angeles', 'Asia/Kamchatka']) {
    const call = callIn(tz);
    const window = { from: '2026-03-01', to: '2026-03-17', tz };
    const kpi = await world.sisDb.shop.kpiSummary(window, call);
    const trend = await world.sisDb.shop.revenueTrend({ ...window, granularity: 'day', include_previous: false }, call);
    const top = await world.sisDb.shop.productsTop({ ...window, metric: 'qty', direction: 'top', group_by: 'product', limit: 30 }, call);
    const [moments] = await world.admin.query<{ paid: number }>(sql`
      select count(*)::int as paid from sis_sim.orders where payment_status = 'paid'
        and paid_at >= '2026-03-01'::timestamp at time zone ${tz} and paid_at < '2026-03-18'::timestamp at time zone ${tz}`);
    expect(kpi.data.orders_paid).toBe(moments?.paid);
    expect({ ...trend.data.totals, currency: 'EUR' }).toEqual(kpi.data);
    expect([top.data.totals.total_revenue, top.data.totals.total_qty]).toEqual([kpi.data.revenue_gross, kpi.data.items_sold]);
    expect(trend.data.series).toHaveLength(17);
  }
});

test('a change over HTTP is in the database before its answer', async () => {
  await world.changePrice(2, '33.00');
  await world.simulator.control('POST', '/fx', { rate: '0.9500', last_apply: { result: 'failed', error: 'no rate' } });
  await world.simulator.control('POST', '/mutate', { table: 'orders', insert: { order_id: 'OB-9001', amount: '10.00', amount_gross: '10.00' } });
  await expectSame('2026-03-18');
  const { data } = await world.sisDb.shop.ordersSearch({ q: 'OB-9001', limit: 1 }, callIn());
  expect(data.items).toMatchObject([{ order_id: 'OB-9001', amount: '10.00' }]);
});

test('days without data are absent from figures and sales alike, and make the answer partial', async () => {
  await world.admin.query(sql`insert into sis_sim.data_gaps values (1, '2026-03-15')`);
  const call = callIn();
  const window = { from: '2026-03-11', to: '2026-03-17', tz: 'Europe/Berlin' };
  const trend = await world.sisDb.shop.revenueTrend({ ...window, granularity: 'day', include_previous: false }, call);
  expect(trend.data.series.map(({ day }) => day)).toEqual(['2026-03-11', '2026-03-12', '2026-03-13', '2026-03-14', '2026-03-16', '2026-03-17']);
  expect(trend.provenance.completeness).toMatchObject({ status: 'partial', missing_days: ['2026-03-15'] });
  const kpi = await world.sisDb.shop.kpiSummary(window, call);
  const top = await world.sisDb.shop.productsTop({ ...window, metric: 'revenue', direction: 'top', group_by: 'product', limit: 30 }, call);
  expect(top.data.totals.total_revenue).toBe(kpi.data.revenue_gross);
  await world.admin.query(sql`delete from sis_sim.data_gaps`);
});

test('what was sold and is gone from the catalogue stands under the title that it was sold with', async () => {
  await world.admin.query(sql`delete from sis_sim.products where product_id = 1`);
  const window = { from: '2026-02-18', to: '2026-03-17', tz: 'Europe/Berlin' };
  const history = await world.sisDb.shop.salesHistory({ ...window, group_by: 'product', product_ids: [1], limit: 5 }, callIn());
  expect(history.data.items).toMatchObject([{ key: '1', title: 'Леггинсы «Контур»', stock_qty: 0, status: null }]);
  const kpi = await world.sisDb.shop.kpiSummary(window, callIn());
  const top = await world.sisDb.shop.productsTop({ ...window, metric: 'qty', direction: 'top', group_by: 'product', limit: 30 }, callIn());
  expect(top.data.totals.total_qty).toBe(kpi.data.items_sold);
  await world.simulator.control('POST', '/reset', {});
});

async function logFile(): Promise<string> {
  const [row] = await world.admin.query<{ folder: string }>(sql`select current_setting('data_directory') as folder`);
  return join(row?.folder ?? '', '..', 'postgres.log');
}

/** What the server logged of the reading role's sessions, statement by statement. */
async function statementsSince(position: number): Promise<string[]> {
  const sessions = await world.admin.query<{ pid: number }>(sql`select pid from pg_stat_activity where usename = ${world.role}`);
  const pids = new Set(sessions.map(({ pid }) => String(pid)));
  const log = readFileSync(await logFile()).subarray(position).toString();
  return log.split(/^(?=\d{4}-\d\d-\d\d )/m).flatMap((entry) => {
    const [, pid = '', text] = /\[(\d+)\] LOG: {2}(?:statement|execute [^:]*): ([\s\S]*)/.exec(entry) ?? [];
    return text === undefined || !pids.has(pid) ? [] : text.split('; ');
  });
}

leakCheck();
