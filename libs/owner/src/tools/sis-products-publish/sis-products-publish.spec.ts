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

const publish = (payload: object) => bench.ask('sis_products_publish', payload);
const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });
const hidden = async () => (await bench.db.query<{ id: number }>(sql`select product_id as id from demo.demo_products where status = 'ARCHIVED' order by 1`)).map(({ id }) => id);

test('products are hidden by their numbers; those that are hidden already do not count, unknown ones are named', async () => {
  const asked = { target_status: 'ARCHIVED', product_ids: [3, 23, 998, 3] };
  const response = await publish(asked);
  expect(response.commit).toEqual({ target_status: 'ARCHIVED', product_ids: [3, 23, 998] });
  expect(response.data).toMatchObject({ affected_count: 1, rejected: [{ id: 998, reason: 'UNKNOWN_IDS' }] });
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Скрыть товары: 3, 23, 998</b>

Изменится: <b>1</b>
Примеры:
• 3 · PRD-003 · Леггинсы «Штиль»: на~витрине → скрыт
Товары можно снова опубликовать.
Не войдут: 1
• 998: такого нет

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  const result = await carryOut(bench, response);
  expect(showOutcome(response, result, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Скрыть товары: 3, 23, 998</b>

✅ Готово.
Изменено: <b>1</b>.
• 3 · PRD-003 · Леггинсы «Штиль»: на~витрине → скрыт
Товары можно снова опубликовать.

<i>запрос 1</i>

[Скрытые]"
`);
  expect(await hidden()).toEqual([3, 19, 23, 24]);
});

test('products with little stock are hidden', async () => {
  const asked = { target_status: 'ARCHIVED', stock_lte: 0, reason: 'low_stock' };
  expect(showPreview(await publish(asked), asked, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Hide products with 0 or fewer in stock</b>
Reason: low stock

Will change: <b>2</b>
Examples:
• 3 · PRD-003 · Леггинсы «Штиль»: on sale → hidden
• 12 · PRD-012 · Худи «Лён»: on sale → hidden
The products can be published again.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
});

test('the whole set is published when it is named', async () => {
  const response = await publish({ target_status: 'ACTIVE', status_from: 'ARCHIVED', scope_all: true });
  expect(showPreview(response, {}, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Опубликовать все скрытые товары</b>

Изменится: <b>3</b>
Примеры:
• 19 · PRD-019 · Жилет «Грань»: скрыт → на~витрине
• 23 · PRD-023 · Шорты «Курсив»: скрыт → на~витрине
• 24 · PRD-024 · Майка «Абзац»: скрыт → на~витрине
Товары можно снова скрыть.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  await carryOut(bench, response);
  expect(await hidden()).toEqual([]);
});

test('what has no price is not published, and that is told without a button', async () => {
  await bench.db.query(sql`update demo.demo_products set status = 'ARCHIVED' where product_id = 8`);
  const response = await publish({ target_status: 'ACTIVE', product_ids: [8] });
  expect(response).toMatchObject({ status: 'ok', data: { status: 'noop', rejected: [{ id: 8, reason: 'MISSING_PRICE' }] } });
  expect(showPreview(response, {}, context('ru'))).toMatchInlineSnapshot(`
"DEMO · <b>Опубликовать товары: 8</b>

Менять нечего.

Не войдут: 1
• 8: нет цены

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

test('the list of all is asked for to be forced where it is very long', async () => {
  const shop = { ...bench.shop, previewAction: async (...asked: Parameters<typeof bench.shop.previewAction>) => {
    const answer = await bench.shop.previewAction(...asked);
    return { ...answer, data: { ...answer.data, force_required: true, force_reasons: ['MASS_CHANGE' as const] } };
  } };
  const response = await bench.ask('sis_products_publish', { target_status: 'ARCHIVED', status_from: 'ACTIVE', scope_all: true }, {}, shop);
  expect(showPreview(response, {}, context('ru'))).toContain('[⚠️ Применить несмотря на аномалии]');
});

test.each([
  [{ target_status: 'ACTIVE' }],
  [{ target_status: 'ACTIVE', scope_all: true }],
  [{ target_status: 'ACTIVE', status_from: 'ARCHIVED' }],
  [{ target_status: 'ACTIVE', product_ids: [1], scope_all: true }],
  [{ target_status: 'ARCHIVED', product_ids: [1], stock_lte: 3 }],
  [{ target_status: 'ARCHIVED', stock_lte: 3, status_from: 'ACTIVE', scope_all: true }],
])('%j names no scope, or more than one: it is asked for, and nothing is widened', async (payload) => {
  expect((await publish(payload)).error).toMatchObject({ code: 'SCOPE_REQUIRED', details: { fields: [{ path: 'scope', allowed: 'product_ids, stock_lte, status_from with scope_all' }] } });
});

test('all unknown is refused', async () => {
  expect((await publish({ target_status: 'ACTIVE', product_ids: [998, 999] })).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { reason: 'UNKNOWN_IDS', ids: [998, 999] } });
});

leakCheck();
