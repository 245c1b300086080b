import { leakCheck } from '@ownerbot/testing';
import { carryOut, showOutcome } from '../../fixtures/carry-out';
import { aContext } from '../../fixtures/reply-context';
import { showPreview } from '../../fixtures/show-action';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeEach(async () => {
  bench = await toolBench();
});
afterEach(() => bench.drop());

const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });
const flagged = async () => ((await bench.ask('orders_search', { flagged: true, limit: 200 })).data as { items: { order_id: string }[] }).items.map(({ order_id }) => order_id).sort();

test('the newest unflagged orders of the filter are named, and that more of them match', async () => {
  const asked = { preset: 'attention', limit: 2 };
  const response = await bench.ask('bulk_flag_order', asked);
  expect(response.data).toMatchObject({ matched_count: 4, targets_count: 2, sample_order_ids: ['OB-1001', 'OB-1005'], applied_filters: { preset: 'attention', flagged: false } });
  expect(response.commit).toEqual({ order_ids: ['OB-1001', 'OB-1005'], flagged: true, reason: 'needs_attention' });
  expect(response.provenance?.sources).toEqual(['demo:orders', 'demo:actions/orders/flag']);
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Отметить заказы, требующие внимания</b>
Причина: требует внимания

Будет отмечено: <b>2</b>
Подходит заказов: 4. Отметим только самые новые.
Заказы: OB-1001, OB-1005
Отметку можно снять в~карточке каждого заказа.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00 · показано 2 из~4</i>

[✅ Применить]
[Отмена]"
`);
});

test('A23: the confirm flags exactly the ids of the preview, also one that has left the filter since', async () => {
  const response = await bench.ask('bulk_flag_order', { preset: 'attention', limit: 3, reason: 'проверить' });
  const { order_ids: ids } = response.commit as { order_ids: string[] };
  expect(ids).toHaveLength(3);
  bench.clock.advance(24 * 3_600_000);
  const before = await flagged();
  const result = await carryOut(bench, response);
  expect(result).toMatchObject({ affected_count: 3, updated_count: 3, skipped_count: 0 });
  expect(await flagged()).toEqual([...before, ...ids].sort());
  expect(showOutcome(response, result, {}, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Flag orders that need attention</b>

✅ Done.
Changed: <b>3</b>.
Orders: OB-1001, OB-1005, OB-1003
The flag can be taken off in each order's card.

<i>request 1</i>

[Flagged]"
`);
});

test('one that is flagged meanwhile makes the preview stale', async () => {
  const response = await bench.ask('bulk_flag_order', { preset: 'stuck' });
  const [first] = (response.commit as { order_ids: string[] }).order_ids;
  await carryOut(bench, await bench.ask('flag_order', { order_id: first, reason: 'meanwhile' }));
  await expect(carryOut(bench, response)).rejects.toMatchObject({ code: 'PREVIEW_STALE' });
});

test('status, text and days narrow the filter, and are told', async () => {
  const asked = { preset: 'payment_issues', status: 'pending', q: 'CUS', period: { preset: '7d' } };
  const response = await bench.ask('bulk_flag_order', asked);
  expect(response.data).toMatchObject({ applied_filters: { preset: 'payment_issues', status: 'pending', q: 'CUS', period: { from: '2026-03-12', to: '2026-03-18' }, flagged: false } });
  expect(response.provenance?.window).toMatchObject({ from: '2026-03-12', to: '2026-03-18' });
  expect(showPreview(response, asked, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Flag orders with payment issues</b>
Status: new
Search: CUS
Created: 12–18~Mar
Reason: needs attention

Will be flagged: <b>2</b>
Orders: OB-1001, OB-1005
The flag can be taken off in each order's card.

<i>Valid until 12:05.</i>
<i>Source: demo shop · 12–18~Mar · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
});

test('nothing to flag: no button, and nothing was asked of the shop but the search', async () => {
  const asked = { preset: 'late_ship', q: 'OB-5' };
  const response = await bench.ask('bulk_flag_order', asked);
  expect(response).toMatchObject({ status: 'ok', data: { status: 'noop', noop_reason: 'NO_TARGETS', matched_count: 0, targets_count: 0, sample_order_ids: [] } });
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"DEMO · <b>Отметить заказы с~просроченной отправкой</b>

Менять нечего: под~это ничего не~попадает.

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

test('what was searched for stays out of the audit', async () => {
  await bench.ask('bulk_flag_order', { q: '491713920004', reason: 'phone 491713920004' });
  expect(JSON.stringify(bench.audited)).not.toContain('491713920004');
});

leakCheck();
