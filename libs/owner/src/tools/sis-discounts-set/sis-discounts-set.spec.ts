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

const set = (payload: object) => bench.ask('sis_discounts_set', payload);
const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });

test('a discount shows the selling price before and after, and replaces the one that is there', async () => {
  const asked = { discount_percent: 30, product_ids: [7, 1, 23, 8] };
  const response = await set(asked);
  expect(response.commit).toEqual({ discount_percent: 30, product_ids: [7, 1, 23, 8], only_active: true });
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Скидка 30~% на~товары: 7, 1, 23, 8</b>
Скрытые товары не~входят.
Если скидка уже есть, она заменится.

Изменится: <b>2</b>
Самое большое изменение: −30~%
Примеры:
• 1 · PRD-001 · Леггинсы «Контур»: 49,00~€ → 34,30~€ (−30~%)
• 7 · PRD-007 · Топ «Мята»: 22,95~€ → 18,90~€ (−17,65~%)
⚠️ Выше порога 25~%: 1
Прежние скидки не~запоминаются, вернуть их можно только заново.
Не войдут: 2
• 23: скрыт с~витрины
• 8: нет цены

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  const result = await carryOut(bench, response);
  expect(showOutcome(response, result, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Скидка 30~% на~товары: 7, 1, 23, 8</b>

✅ Готово.
Изменено: <b>2</b>.
• 1 · PRD-001 · Леггинсы «Контур»: 49,00~€ → 34,30~€ (−30~%)
• 7 · PRD-007 · Топ «Мята»: 22,95~€ → 18,90~€ (−17,65~%)
Прежние скидки не~запоминаются, вернуть их можно только заново.

<i>запрос 1</i>"
`);
  expect(await bench.db.query(sql`select product_id, discount_percent, compare_at_price::text from demo.demo_products where product_id in (1, 7, 23) order by 1`)).toEqual([
    { product_id: 1, discount_percent: 30, compare_at_price: '49.00' },
    { product_id: 7, discount_percent: 30, compare_at_price: '27.00' },
    { product_id: 23, discount_percent: null, compare_at_price: null },
  ]);
});

test('products with little stock, and all, hidden ones only where that was asked for', async () => {
  expect(showPreview(await set({ discount_percent: 10, stock_lte: 3 }), {}, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Discount of 10% on products with 3 or fewer in stock</b>
Hidden products are left out.
A discount that is there already is replaced.

Will change: <b>6</b>
Largest change: +12.5%
Examples:
• 16 · PRD-016 · Сумка «Порт»: €31.20 → €35.10 (+12.5%)
• 2 · PRD-002 · Леггинсы «Вектор»: €54.00 → €48.60 (−10%)
• 3 · PRD-003 · Леггинсы «Штиль»: €59.00 → €53.10 (−10%)
• 12 · PRD-012 · Худи «Лён»: €72.00 → €64.80 (−10%)
• 18 · PRD-018 · Куртка «Рейн»: €169.00 → €152.10 (−10%)
Former discounts are not kept; they can only be set anew.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
  expect((await set({ discount_percent: 10, scope_all: true })).data).toMatchObject({ affected_count: 19 });
  expect((await set({ discount_percent: 10, scope_all: true, only_active: false })).data).toMatchObject({ affected_count: 22 });
});

test('a discount is meant to be large: it is told, and wants no force', async () => {
  const response = await set({ discount_percent: 90, product_ids: [1] });
  expect(response.data).toMatchObject({ force_required: false, anomaly: { over_threshold_count: 1 } });
  expect(showPreview(response, {}, context('ru'))).toContain('[✅ Применить]');
});

test.each([[{ discount_percent: 10 }], [{ discount_percent: 10, product_ids: [1], scope_all: true }], [{ discount_percent: 10, product_ids: [1], stock_lte: 2 }]])('%j names no scope, or more than one', async (payload) => {
  expect((await set(payload)).error).toMatchObject({ code: 'SCOPE_REQUIRED', details: { fields: [{ path: 'scope', allowed: 'product_ids, stock_lte, scope_all' }] } });
});

leakCheck();
