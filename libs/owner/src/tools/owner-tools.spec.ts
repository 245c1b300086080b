import { addDays, dayOf } from '@ownerbot/shop';
import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { PERIOD_PRESETS } from '@ownerbot/tools';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { ownerTools } from './owner-tools';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
beforeEach(() => bench.clock.set(NOON));
afterAll(() => bench.drop());

/** Of the tools that need a value which has no default. */
const VALID: Record<string, object> = {
  order_detail: { order_id: 'OB-1001' },
  flag_order: { order_id: 'OB-1003' },
  create_coupon: { percent_off: 10, no_expiry: true },
  disable_coupon: { code: 'WELCOME10' },
  sis_products_publish: { target_status: 'ARCHIVED', product_ids: [1] },
  sis_looks_publish: { target_active: false, look_ids: [1] },
  sis_discounts_set: { discount_percent: 20, product_ids: [1] },
  sis_discounts_clear: { product_ids: [7] },
  pause_campaign: { campaign_id: 1 },
  sis_prices_bump: { scope_all: true, bump_percent: '5' },
  adjust_price: { product_ids: [9], mode: 'delta_percent', value: '5' },
  sis_fx_settings_update: { updates: { min_rate_delta_percent: '1' } },
  notify_team: { message: 'Проверьте склад' },
  sys_upstream_mode_set: { mode: 'DEMO' },
  sys_settings_update: { locale: 'en' },
  ntf_digest_format_set: { format: 'pdf' },
  ntf_quiet_digest_rules_set: { send_on_ops: false },
  ntf_escalation_rules_set: { max_repeats: 0 },
};

test('the domain offers these tools', () => {
  expect(ownerTools.map((tool) => `${tool.name} ${tool.version} ${tool.kind}`)).toEqual([
    'kpi_snapshot 1.1 read',
    'revenue_trend 1.1 read',
    'kpi_compare 1.2 read',
    'top_products 1.2 read',
    'funnel_snapshot 1.0 read',
    'refunds_anomalies 1.0 read',
    'truststack_signals 1.0 read',
    'biz_dashboard_daily 1.1 read',
    'biz_dashboard_weekly 1.1 read',
    'biz_dashboard_ops 1.1 read',
    'orders_search 1.1 read',
    'orders_health 1.0 read',
    'order_detail 1.1 read',
    'flag_order 1.1 action',
    'bulk_flag_order 1.1 action',
    'chats_unanswered 1.1 read',
    'team_queue_summary 1.2 read',
    'notify_team 1.1 action',
    'inventory_status 1.2 read',
    'demand_forecast 1.1 read',
    'reorder_plan 1.1 read',
    'coupons_status 1.1 read',
    'coupons_top_used 1.1 read',
    'create_coupon 1.1 action',
    'disable_coupon 1.0 action',
    'sis_fx_status 1.1 read',
    'sis_prices_bump 1.1 action',
    'adjust_price 1.1 action',
    'sis_fx_reprice 1.1 action',
    'sis_fx_reprice_auto 1.1 action',
    'sis_fx_rollback 1.1 action',
    'sis_fx_settings_update 1.1 action',
    'sis_products_publish 1.1 action',
    'sis_looks_publish 1.1 action',
    'sis_discounts_set 1.1 action',
    'sis_discounts_clear 1.1 action',
    'pause_campaign 1.0 action',
    'sys_health 1.1 read',
    'sys_upstream_mode 1.1 read',
    'sys_upstream_mode_set 1.0 action',
    'sys_settings 1.0 read',
    'sys_settings_update 1.0 action',
    'sis_actions_capabilities 1.1 read',
    'sis_contract_check 1.0 read',
    'sys_audit_recent 1.1 read',
    'sys_last_errors 1.1 read',
    'retrospective_last 1.1 read',
    'retro_summary 1.1 read',
    'retro_gaps 1.1 read',
    'retro_export 1.1 read',
    'ntf_status 1.1 read',
    'ntf_fx_delta_subscribe 1.1 action',
    'ntf_fx_delta_unsubscribe 1.1 action',
    'ntf_fx_apply_events_subscribe 1.1 action',
    'ntf_fx_apply_events_unsubscribe 1.1 action',
    'ntf_daily_digest_subscribe 1.1 action',
    'ntf_daily_digest_unsubscribe 1.1 action',
    'ntf_digest_format_set 1.1 action',
    'ntf_weekly_subscribe 1.1 action',
    'ntf_weekly_unsubscribe 1.1 action',
    'ntf_ops_alerts_subscribe 1.1 action',
    'ntf_ops_alerts_unsubscribe 1.1 action',
    'ntf_quiet_digest_on 1.1 action',
    'ntf_quiet_digest_off 1.1 action',
    'ntf_quiet_digest_rules_set 1.1 action',
    'ntf_escalation_enable 1.1 action',
    'ntf_escalation_disable 1.1 action',
    'ntf_escalation_ack 1.1 action',
    'ntf_escalation_snooze 1.1 action',
    'ntf_escalation_rules_set 1.1 action',
  ]);
});

/** The one tool whose `force` is a wish about the business; elsewhere only a button forces. */
const HAS_FORCE = 'sis_fx_reprice_auto';

/** In DEMO there is no contract with anybody. */
const NEEDS_SIS = 'sis_contract_check';

test.each(ownerTools.map((tool) => tool.name))('%s answers its default payload and refuses an unknown key', async (name) => {
  const payload = VALID[name] ?? {};
  expect(await bench.ask(name, payload)).toMatchObject(name === NEEDS_SIS ? { error: { code: 'UPSTREAM_NOT_CONFIGURED' } } : { status: 'ok', error: null });
  for (const key of ['dry_run', 'force', '__proto__'].filter((one) => one !== 'force' || name !== HAS_FORCE)) {
    const refused = await bench.ask(name, JSON.parse(`{ ${Object.entries(payload).map(([k, v]) => `"${k}": ${JSON.stringify(v)},`).join('')} "${key}": true }`) as object);
    expect(refused.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path: key, rule: 'unknown' }] } });
  }
});

const LONG = { from: '2025-03-18', to: '2026-03-18' };

test.each([
  ['kpi_snapshot', { period: { preset: 'custom', ...LONG } }],
  ['kpi_snapshot', { day: '2026-03-18' }],
  ['revenue_trend', { days: 1 }],
  ['revenue_trend', { days: 366 }],
  ['revenue_trend', { days: 1, end_day: '2026-03-18' }],
  ['orders_search', { limit: 1 }],
  ['orders_search', { limit: 200 }],
  ['orders_search', { q: 'OB' }],
  ['orders_search', { q: 'O'.repeat(64) }],
  ['orders_search', { preset: 'stuck', since_hours: 1 }],
  ['orders_search', { preset: 'stuck', since_hours: 720 }],
  ['order_detail', { order_id: `OB-${'1'.repeat(61)}` }],
])('%s admits %j', async (tool, payload) => {
  expect((await bench.ask(tool, payload)).error?.code).not.toBe('VALIDATION_ERROR');
});

test.each([
  ['kpi_snapshot', { period: { preset: 'custom', from: '2025-03-17', to: '2026-03-18' } }, 'period.from', '1..366 days'],
  ['kpi_snapshot', { period: { preset: 'custom', from: '2026-03-18', to: '2026-03-17' } }, 'period.from', 'no later than 2026-03-17'],
  ['kpi_snapshot', { period: { preset: 'custom', from: '2026-03-18', to: '2026-03-19' } }, 'period.to', 'no later than 2026-03-18'],
  ['kpi_snapshot', { period: { preset: 'custom', from: '2026-03-18' } }, 'period.to', 'YYYY-MM-DD with preset custom, nothing with any other'],
  ['kpi_snapshot', { period: { preset: 'today', to: '2026-03-18' } }, 'period.to', 'YYYY-MM-DD with preset custom, nothing with any other'],
  ['kpi_snapshot', { period: { preset: '14d' } }, 'period.preset', PERIOD_PRESETS.join(', ')],
  ['kpi_snapshot', { period: 'today' }, 'period', 'an object'],
  ['kpi_snapshot', { period: [] }, 'period', 'an object'],
  ['kpi_snapshot', { period: null }, 'period', 'an object'],
  ['kpi_snapshot', { period: { preset: 'today', tz: 'UTC' } }, 'period.tz', 'preset, from, to'],
  ['kpi_snapshot', { period: { preset: 'today' }, day: '2026-03-18' }, 'period', 'not together with day'],
  ['kpi_snapshot', { day: '2026-02-29' }, 'day', 'YYYY-MM-DD'],
  ['kpi_snapshot', { day: '2026-03-19' }, 'day', 'no later than 2026-03-18'],
  ['kpi_snapshot', { with_change: 'true' }, 'with_change', 'true, false'],
  ['revenue_trend', { days: 0 }, 'days', '1..366'],
  ['revenue_trend', { days: 367 }, 'days', '1..366'],
  ['revenue_trend', { days: '7' }, 'days', '1..366'],
  ['revenue_trend', { days: 7.5 }, 'days', '1..366'],
  ['revenue_trend', { end_day: '2026-03-19' }, 'end_day', 'no later than 2026-03-18'],
  ['revenue_trend', { granularity: 'month' }, 'granularity', 'day, week'],
  ['orders_search', { limit: 0 }, 'limit', '1..200'],
  ['orders_search', { limit: 201 }, 'limit', '1..200'],
  ['orders_search', { q: 'O' }, 'q', '2..64 characters'],
  ['orders_search', { q: 'O'.repeat(65) }, 'q', '2..64 characters'],
  ['orders_search', { q: 'OB\u0000' }, 'q', '2..64 characters'],
  ['orders_search', { preset: 'stuck', since_hours: 0 }, 'since_hours', '1..720'],
  ['orders_search', { preset: 'stuck', since_hours: 721 }, 'since_hours', '1..720'],
  ['orders_search', { status: 'new' }, 'status', 'pending, paid, stuck, shipped, completed, cancelled, refunded'],
  ['orders_search', { flagged: 1 }, 'flagged', 'true, false'],
  ['orders_search', { cursor: 'x'.repeat(257) }, 'cursor', '1..256 characters'],
])('%s refuses %j and says what is allowed', async (tool, payload, path, allowed) => {
  const { error } = await bench.ask(tool, payload);
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', retryable: false, message_key: 'error.VALIDATION_ERROR.text' });
  expect(error?.details?.fields).toEqual(expect.arrayContaining([expect.objectContaining({ path, allowed })]));
});

test('no read changes a row of the shop', async () => {
  const before = await rowsHash();
  for (const tool of ownerTools) await bench.ask(tool.name, VALID[tool.name] ?? {});
  await bench.ask('orders_search', { preset: 'attention' });
  await bench.ask('revenue_trend', { days: 90, granularity: 'week' });
  expect(await rowsHash()).toBe(before);
});

/** Noons around both changes of the clock, and a moment inside each. */
const MOMENTS = ['2026-03-18T11:00:00Z', '2026-03-29T01:30:00Z', '2026-03-29T10:00:00Z', '2026-03-30T10:00:00Z', '2026-10-25T00:30:00Z', '2026-10-25T11:00:00Z'];

test.each(['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'])('in %s the snapshot is the sum of the trend, for every preset, also where the clock changes', async (timezone) => {
  for (const now of MOMENTS) {
    bench.clock.set(now);
    const today = dayOf(new Date(now), timezone);
    for (const preset of PERIOD_PRESETS) {
      const period = preset === 'custom' ? { preset, from: addDays(today, -9), to: addDays(today, -1) } : { preset };
      const snapshot = await bench.ask('kpi_snapshot', { period, with_change: false }, { tenant: { timezone } });
      const trend = await bench.ask('revenue_trend', { period }, { tenant: { timezone } });
      expect(snapshot.data).toMatchObject((trend.data as { totals: object }).totals);
    }
  }
});

test('yesterday has the same figures on the days around the change of the clock', async () => {
  for (const now of MOMENTS) {
    bench.clock.set(now);
    const { data } = await bench.ask('kpi_snapshot', { period: { preset: 'yesterday' }, with_change: false });
    expect(data).toMatchObject({ orders_paid: 14, revenue_net: '1170.90', refunds_amount: '144.00' });
  }
});

test.each(['SIS_HTTP', 'SIS_DB_RO', 'AUTO'] as const)('in mode %s the demo shop never answers', async (mode) => {
  expect(await bench.ask('kpi_snapshot', {}, { mode })).toMatchObject({ status: 'error', error: { code: 'UPSTREAM_NOT_CONFIGURED', retryable: false } });
});

async function rowsHash(): Promise<string> {
  const tables = ['orders', 'order_items', 'products', 'product_variants', 'coupons', 'chat_threads', 'looks', 'fx', 'funnel_daily', 'campaigns'];
  const hashes = await Promise.all(
    tables.map((table) => bench.db.query(sql`select md5(string_agg(t::text, '|' order by t::text)) as hash from demo.${sql.identifier(`demo_${table}`)} t`)),
  );
  return JSON.stringify(hashes);
}

leakCheck();
