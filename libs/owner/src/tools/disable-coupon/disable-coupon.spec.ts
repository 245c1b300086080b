import { leakCheck } from '@ownerbot/testing';
import { carryOut, showOutcome } from '../../fixtures/carry-out';
import { aContext } from '../../fixtures/reply-context';
import { showPreview } from '../../fixtures/show-action';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });

test('a coupon is switched off, and the second time there is nothing to change', async () => {
  const asked = { code: ' vip25 ' };
  const response = await bench.ask('disable_coupon', asked);
  expect(response.commit).toEqual({ code: 'VIP25' });
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Отключить купон VIP25</b>

Покупатели больше не~смогут его применить.
Чтобы включить его снова, создайте купон с~этим кодом ещё~раз.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  expect(showPreview(response, asked, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Disable coupon VIP25</b>

Customers will no longer be able to use it.
To enable it again, create a coupon with this code once more.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
  const result = await carryOut(bench, response);
  expect(result).toMatchObject({ code: 'VIP25', active: false });
  expect(showOutcome(response, result, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Отключить купон VIP25</b>

✅ Готово.
Изменено: <b>1</b>.
Покупатели больше не~смогут его применить.
Чтобы включить его снова, создайте купон с~этим кодом ещё~раз.

<i>запрос 1</i>

[Купоны: сводка]"
`);

  const again = await bench.ask('disable_coupon', asked);
  expect(again).toMatchObject({ status: 'ok', data: { status: 'noop' } });
  expect(showPreview(again, asked, context('ru'))).toMatchInlineSnapshot(`
"DEMO · <b>Отключить купон VIP25</b>

Менять нечего: всё~уже так.

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

test('an unknown code is refused, and nothing is created', async () => {
  expect((await bench.ask('disable_coupon', { code: 'NOBODY' })).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { reason: 'COUPON_NOT_FOUND' } });
  expect((await bench.ask('coupons_status')).data).toMatchObject({ total: 5 });
});

leakCheck();
