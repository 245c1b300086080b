import { leakCheck } from '@ownerbot/testing';
import { simulatedSis } from '../fixtures/simulated-sis';
import { toolBench, type ToolBench } from '../fixtures/tool-bench';
import { ownerTools } from './owner-tools';

/** T4: every read and preview on the demo shop and on SIS: one schema, the figures and the sources of the shop that was asked. */
let sis: Awaited<ReturnType<typeof simulatedSis>>;
let bench: ToolBench;
beforeAll(async () => {
  sis = await simulatedSis();
  bench = await toolBench({ sis: sis.shop });
});
afterAll(async () => {
  await bench.drop();
  await sis.close();
});

const WEEK = { preset: '7d' };
const COUPON = { code: 'SUMMER10', percent_off: 10, no_expiry: true };

const ASKED: readonly (readonly [tool: string, payload: object])[] = [
  ['kpi_snapshot', { period: WEEK }],
  ['revenue_trend', { period: WEEK }],
  ['kpi_compare', {}],
  ['top_products', { period: WEEK }],
  ['orders_search', { preset: 'attention' }],
  ['orders_search', { q: 'OB-1009', period: { preset: '30d' } }],
  ['orders_health', {}],
  ['order_detail', { order_id: 'OB-1009' }],
  ['inventory_status', {}],
  ['inventory_status', { section: 'low_stock' }],
  ['demand_forecast', {}],
  ['reorder_plan', {}],
  ['sis_prices_bump', { scope_all: true, bump_percent: '5' }],
  ['adjust_price', { product_ids: [9], mode: 'delta_percent', value: '5' }],
  ['sis_discounts_set', { discount_percent: 20, product_ids: [1] }],
  ['sis_discounts_clear', { scope_all: true }],
];

/** What both shops hold alike: named threads, coupons, flags, and the state of the rate. */
const ALIKE: typeof ASKED = [
  ['chats_unanswered', {}],
  ['team_queue_summary', {}],
  ['coupons_top_used', {}],
  ['coupons_status', {}],
  ['sis_fx_status', {}],
  ['flag_order', { order_id: 'OB-1003', reason: 'call' }],
  ['bulk_flag_order', { preset: 'attention', limit: 3 }],
  ['create_coupon', COUPON],
  ['create_coupon', { code: 'VIP25', percent_off: 30, no_expiry: true, on_existing: 'update' }],
  ['disable_coupon', { code: 'VIP25' }],
  ['sis_products_publish', { target_status: 'ARCHIVED', product_ids: [1] }],
  ['sis_looks_publish', { target_active: false, look_ids: [1] }],
  ['sis_fx_reprice_auto', {}],
  ['sis_fx_reprice', { input_currency: 'USD' }],
  ['sis_fx_rollback', {}],
  ['sis_fx_settings_update', { updates: { min_rate_delta_percent: '1' } }],
];

async function both(tool: string, payload: object) {
  const demo = await bench.ask(tool, payload, { mode: 'DEMO' });
  const real = await bench.ask(tool, payload, { mode: 'SIS_HTTP' });
  expect([demo.error, real.error]).toEqual([null, null]);
  expect([demo.mode, real.mode]).toEqual(['DEMO', 'SIS_HTTP']);
  expect(systemsOf(demo.provenance?.sources)).toEqual(['demo']);
  expect(systemsOf(real.provenance?.sources)).toEqual(['sis']);
  return { demo, real };
}

const systemsOf = (sources: readonly string[] = []): string[] => [...new Set(sources.map((source) => source.split(':')[0] ?? ''))];

// The runner has checked either answer against the one output class of its tool.
test.each(ASKED)('%s %j: other figures on SIS than in the demo shop', async (tool, payload) => {
  const { demo, real } = await both(tool, payload);
  expect(real.data).not.toEqual(demo.data);
});

test.each(ALIKE)('%s %j: from the shop that was asked', async (tool, payload) => {
  const { demo, real } = await both(tool, payload);
  expect(Object.keys(real.data).toSorted()).toEqual(Object.keys(demo.data).toSorted());
});

test('every tool that asks the shop is among them, but for what only the demo shop has', () => {
  const asked = new Set([...ASKED, ...ALIKE].map(([tool]) => tool));
  const others = ownerTools.filter(({ name, needsShop }) => needsShop && !asked.has(name)).map(({ name }) => name);
  expect(others.toSorted()).toEqual(['funnel_snapshot', 'pause_campaign', 'refunds_anomalies', 'sis_actions_capabilities', 'sis_contract_check', 'truststack_signals']);
});

test.each([
  ['funnel_snapshot', {}],
  ['refunds_anomalies', {}],
  ['truststack_signals', {}],
  ['pause_campaign', { campaign_id: 1 }],
])('%s is answered by the demo shop alone', async (tool, payload) => {
  expect(await bench.ask(tool, payload, { mode: 'DEMO' })).toMatchObject({ status: 'ok' });
  expect((await bench.ask(tool, payload, { mode: 'SIS_HTTP' })).error).toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
});

test.each(['sis_actions_capabilities', 'sis_contract_check'])('%s looks at SIS itself', async (tool) => {
  expect(await bench.ask(tool, {}, { mode: 'SIS_HTTP' })).toMatchObject({ status: 'ok', mode: 'SIS_HTTP' });
});

test.each(['biz_dashboard_daily', 'biz_dashboard_weekly', 'biz_dashboard_ops'])('%s has the figures of the shop that was asked, and never those of the other', async (tool) => {
  const [demo, real] = [await bench.ask(tool, {}, { mode: 'DEMO' }), await bench.ask(tool, {}, { mode: 'SIS_HTTP' })];
  expect([demo, real].map(({ error, mode }) => [error, mode])).toEqual([[null, 'DEMO'], [null, 'SIS_HTTP']]);
  expect([demo, real].map(({ provenance }) => systemsOf(provenance?.sources).toSorted())).toEqual([['demo', 'ownerbot'], ['ownerbot', 'sis']]);
  expect((real.data as { message: object }).message).not.toEqual((demo.data as { message: object }).message);
});

leakCheck();
