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

const flag = (payload: object) => bench.ask('flag_order', payload);
const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });
const flagOf = async (order_id: string) => {
  const { data } = await bench.ask('order_detail', { order_id });
  return data as { flagged: boolean; flag_reason: string | null; flagged_by: number | null };
};

test('an order is flagged with the reason that the owner gave', async () => {
  const asked = { order_id: 'ob-1003', reason: 'звонил, ждёт <ответа>' };
  const response = await flag(asked);
  expect(response.commit).toEqual({ order_ids: ['OB-1003'], flagged: true, reason: 'звонил, ждёт <ответа>' });
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Отметить заказ OB-1003</b>

Сейчас: не~отмечен
Станет: отмечен, причина: звонил, ждёт &lt;ответа&gt;
Отметку можно снять в~карточке заказа.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  expect(await flagOf('OB-1003')).toMatchObject({ flagged: false });

  const result = await carryOut(bench, response);
  expect(result).toMatchObject({ affected_count: 1, order_id: 'OB-1003', flagged: true, reason: 'звонил, ждёт <ответа>' });
  expect(showOutcome(response, result, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Отметить заказ OB-1003</b>

✅ Готово.
Изменено: <b>1</b>.
Теперь: отмечен, причина: звонил, ждёт &lt;ответа&gt;
Отметку можно снять в~карточке заказа.

<i>запрос 1</i>

[🧾 OB-1003]"
`);
  expect(await flagOf('OB-1003')).toMatchObject({ flagged: true, flag_reason: 'звонил, ждёт <ответа>', flagged_by: 700 });
});

test('another reason is shown before and after, and the flag is taken off without one', async () => {
  expect(showPreview(await flag({ order_id: 'OB-1010', reason: '' }), {}, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Flag order OB-1010</b>

Now: flagged, reason: ждём поставку
Then: flagged
The flag can be taken off in the order's card.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
  const off = await flag({ order_id: 'OB-1010', flagged: false, reason: 'ignored' });
  expect(off.commit).toEqual({ order_ids: ['OB-1010'], flagged: false });
  expect(showPreview(off, {}, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Снять отметку с~заказа OB-1010</b>

Сейчас: отмечен, причина: ждём поставку
Станет: не~отмечен
Заказ можно отметить снова.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
});

test.each([
  [{ order_id: 'OB-1010', reason: 'ждём поставку' }, 'Менять нечего: всё~уже так.'],
  [{ order_id: 'OB-1009', flagged: false }, 'Менять нечего: всё~уже так.'],
])('what is so already has no button: %j', async (payload, text) => {
  const response = await flag(payload);
  expect(response).toMatchObject({ status: 'ok', data: { status: 'noop', affected_count: 0 }, warnings: [{ code: 'ALREADY_FLAGGED' }] });
  expect(response.commit ?? null).toBeNull();
  const shown = showPreview(response, payload, context('ru'));
  expect(shown).toContain(text);
  expect(shown).not.toContain('[');
});

test('an order that does not exist is refused', async () => {
  expect((await flag({ order_id: 'OB-9999' })).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { reason: 'ORDER_NOT_FOUND', ids: ['OB-9999'] } });
});

test('the reason stays out of the audit', async () => {
  bench.audited.length = 0;
  await flag({ order_id: 'OB-1003', reason: 'звонил 491713920004' });
  expect(JSON.stringify(bench.audited)).not.toContain('491713920004');
});

leakCheck();
