import { leakCheck } from '@ownerbot/testing';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
beforeEach(() => bench.clock.set(NOON));
afterAll(() => bench.drop());

test('an order is told whole', async () => {
  const response = await bench.ask('order_detail', { order_id: 'OB-1009' });
  expect(response.data).toEqual({
    order_id: 'OB-1009',
    status: 'paid',
    currency: 'EUR',
    amount: '83.70',
    amount_gross: '93.00',
    discount: '9.30',
    coupon_code: 'WELCOME10',
    customer_id: 'CUS-009',
    customer_phone: '+491713920008',
    created_at: '2026-03-17T16:00:00Z',
    updated_at: '2026-03-17T16:00:00Z',
    payment_status: 'paid',
    paid_at: '2026-03-17T16:00:00Z',
    refunded_at: null,
    shipping_status: 'preparing',
    ship_due_at: '2026-03-20T16:00:00Z',
    shipped_at: null,
    delivered_at: null,
    flagged: false,
    flag_reason: null,
    flagged_at: null,
    flagged_by: null,
    presets: [],
    items: [
      { product_id: 1, sku: 'PRD-001', title: 'Леггинсы «Контур»', qty: 1, unit_price: '49.00', line_total: '49.00' },
      { product_id: 21, sku: 'PRD-021', title: 'Футболка «Азбука»', qty: 2, unit_price: '22.00', line_total: '44.00' },
    ],
  });
});

test('the id is trimmed and upper-cased, nothing is added to it', async () => {
  expect((await bench.ask('order_detail', { order_id: '  ob-1003 ' })).data).toMatchObject({ order_id: 'OB-1003', presets: ['stuck', 'payment_issues'] });
  expect((await bench.ask('order_detail', { order_id: '1003' })).error).toMatchObject({ code: 'NOT_FOUND' });
});

test('the seeded flag has its reason and moment', async () => {
  expect((await bench.ask('order_detail', { order_id: 'OB-1010' })).data).toMatchObject({
    flagged: true,
    flag_reason: 'ждём поставку',
    flagged_at: '2026-03-14T09:00:00Z',
    presets: ['late_ship'],
  });
});

test('a refunded order has all its moments', async () => {
  expect((await bench.ask('order_detail', { order_id: 'OB-1008' })).data).toMatchObject({
    status: 'refunded',
    delivered_at: '2026-03-14T14:00:00Z',
    refunded_at: '2026-03-16T17:00:00Z',
    updated_at: '2026-03-16T17:00:00Z',
    presets: [],
  });
});

test('an order of later today is not there yet', async () => {
  expect(await bench.ask('order_detail', { order_id: 'OB-4702' })).toMatchObject({ status: 'error', error: { code: 'NOT_FOUND', retryable: false } });
  bench.clock.set('2026-03-18T22:00:00Z');
  expect(await bench.ask('order_detail', { order_id: 'OB-4702' })).toMatchObject({ status: 'ok' });
});

test.each(['', '-1', 'OB 1003', 'x'.repeat(65), 'OB-1003;--', 5, null])('the id %j is refused', async (order_id) => {
  const response = await bench.ask('order_detail', { order_id });
  expect(response.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path: 'order_id', rule: 'order_id' }] } });
});

test('audit does not hold the id, which may be anything', async () => {
  bench.audited.length = 0;
  await bench.ask('order_detail', { order_id: '491713920004' });
  expect(JSON.stringify(bench.audited)).not.toContain('491713920004');
  expect(bench.audited[1]).toMatchObject({ severity: 'warning', fields: { status: 'error', error_code: 'NOT_FOUND' } });
});

leakCheck();
