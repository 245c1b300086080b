import { sql } from '@ownerbot/storage';
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

const clear = (payload: object) => bench.ask('sis_discounts_clear', payload);
const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });
const rows = () => bench.db.query<{ id: number; all: string }>(sql`select product_id as id, t::text as all from demo.demo_products t order by 1`);

test('A23: clearing the discounts of two products touches these two', async () => {
  await carryOut(bench, await bench.ask('sis_discounts_set', { discount_percent: 10, product_ids: [1, 2, 3] }));
  const before = await rows();
  const asked = { product_ids: [7, 1] };
  const response = await clear(asked);
  expect(response.commit).toEqual({ product_ids: [7, 1], only_active: false, clear_compare_at: true });
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Снять скидки с~товаров: 7, 1</b>

Изменится: <b>2</b>
Самое большое изменение: +17,65~%
Примеры:
• 7 · PRD-007 · Топ «Мята»: 22,95~€ → 27,00~€ (+17,65~%)
• 1 · PRD-001 · Леггинсы «Контур»: 44,10~€ → 49,00~€ (+11,11~%)
Зачёркнутая старая цена исчезнет у товаров: 2.
Прежние скидки не~запоминаются, вернуть их можно только заново.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  const result = await carryOut(bench, response);
  expect(result).toMatchObject({ affected_count: 2 });
  expect(showOutcome(response, result, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Снять скидки с~товаров: 7, 1</b>

✅ Готово.
Изменено: <b>2</b>.
• 7 · PRD-007 · Топ «Мята»: 22,95~€ → 27,00~€ (+17,65~%)
• 1 · PRD-001 · Леггинсы «Контур»: 44,10~€ → 49,00~€ (+11,11~%)
Зачёркнутая старая цена исчезла у товаров: 2.
Прежние скидки не~запоминаются, вернуть их можно только заново.

<i>запрос 1</i>"
`);
  const after = await rows();
  expect(after.filter(({ all }, at) => all !== before[at]?.all).map(({ id }) => id)).toEqual([1, 7]);
});

test('A23: without products and without "all" nothing is previewed: the scope is asked for', async () => {
  expect((await clear({})).error).toMatchObject({ code: 'SCOPE_REQUIRED', details: { fields: [{ path: 'scope', allowed: 'product_ids, scope_all' }] } });
  expect((await clear({ product_ids: [7], scope_all: true })).error).toMatchObject({ code: 'SCOPE_REQUIRED' });
});

test('all discounts, with the old price kept', async () => {
  const response = await clear({ scope_all: true, clear_compare_at: false });
  expect(response.data).toMatchObject({ affected_count: 2, side_effects: { compare_at_cleared: 0 } });
  expect(showPreview(response, {}, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Clear all discounts</b>
The crossed-out old price stays.

Will change: <b>2</b>
Largest change: +25%
Examples:
• 16 · PRD-016 · Сумка «Порт»: €31.20 → €39.00 (+25%)
• 7 · PRD-007 · Топ «Мята»: €22.95 → €27.00 (+17.65%)
Former discounts are not kept; they can only be set anew.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
});

test('where there is no discount there is nothing to clear and no button', async () => {
  const response = await clear({ product_ids: [1] });
  expect(response).toMatchObject({ status: 'ok', data: { status: 'noop' } });
  expect(showPreview(response, {}, context('ru'))).toMatchInlineSnapshot(`
"DEMO · <b>Снять скидки с~товаров: 1</b>

Менять нечего: всё~уже так.

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

leakCheck();
