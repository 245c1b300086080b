import { leakCheck } from '@ownerbot/testing';
import { presentError } from '../../replies/present-error';
import { applyNow } from '../../fixtures/apply-now';
import { aContext } from '../../fixtures/reply-context';
import { showDone, showPreview } from '../../fixtures/show-action';
import { toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const adjust = (payload: object) => bench.ask('adjust_price', payload);
const rise = { product_ids: [17, 9, 8, 99, 9], mode: 'delta_percent', value: '10', rounding: '0.99' };

test('each row says its number, its code, its title and both prices; what is left out says why', async () => {
  expect(showPreview(await adjust(rise))).toMatchInlineSnapshot(`
"<b>DEMO · Поднять цену на~10~%: 4~товара</b>
Округление: до~…,99

Изменится: <b>2</b>
• 9 · PRD-009 · Худи «Север»: 79,00~€ → 86,99~€ (+10,11~%)
• 17 · PRD-017 · Куртка «Шквал»: 149,00~€ → 163,99~€ (+10,06~%)
Все вместе: 228,00~€ → 250,98~€
Откатить это будет нельзя.
Цены вариантов не меняются.
Не войдут: 2
• 99 · PRD-099: такого нет
• 8 · PRD-008: нет цены

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~18.03.2026, 12:00</i>

[✅ Применить]
[Отмена]"
`);
});

test('a new price that moves far wants its own button, and says by how much it moves', async () => {
  const response = await adjust({ product_ids: [17], mode: 'set', value: '249.01' });
  expect(response.data).toMatchObject({ force_required: true, force_reasons: ['ANOMALY', 'ABS_DELTA'] });
  expect(showPreview(response, {}, aContext({ locale: 'en' }))).toMatchInlineSnapshot(`
"<b>DEMO · Set the price to €249.01: 1 product</b>

Will change: <b>1</b>
• 17 · PRD-017 · Куртка «Шквал»: €149.00 → €249.01 (+67.12%)
⚠️ Above the threshold of 25%: 1
⚠️ A price moves by more than €100.00.
This cannot be rolled back.
Prices of variants do not change.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 18~Mar~2026, 12:00</i>

[⚠️ Apply despite anomalies]
[Cancel]"
`);
});

test('the preview lists its rows and what they come to together', async () => {
  const { data } = await adjust({ product_ids: [9, 17], mode: 'delta_abs', value: '-5' });
  expect(data).toMatchObject({
    total_before: '228.00',
    total_after: '218.00',
    rows: [
      { product_id: 9, old_price: '79.00', new_price: '74.00', changed: true },
      { product_id: 17, old_price: '149.00', new_price: '144.00', changed: true },
    ],
  });
});

test('a price that stands already is no change and has no button', async () => {
  const response = await adjust({ product_ids: [17], mode: 'set', value: '149' });
  expect(response.commit).toBeUndefined();
  expect(showPreview(response)).toMatchInlineSnapshot(`
"DEMO · <b>Поставить цену 149,00~€: 1~товар</b>

Менять нечего: всё~уже так.
Товары: 17 · PRD-017

<i>Источник: демо-магазин · данные на~18.03.2026, 12:00</i>"
`);
});

test('a product without a price is not said to have this one already', async () => {
  expect(showPreview(await adjust({ product_ids: [8], mode: 'delta_percent', value: '5' }))).toMatchInlineSnapshot(`
"DEMO · <b>Поднять цену на~5~%: 1~товар</b>

Менять нечего.
Товары: 8 · PRD-008

Не войдут: 1
• 8 · PRD-008: нет цены

<i>Источник: демо-магазин · данные на~18.03.2026, 12:00</i>"
`);
});

test.each([
  [{ product_ids: [9], mode: 'delta_abs', value: '-79' }, 'PRICE_NOT_POSITIVE', 'Цены стали\u00a0бы нулевыми или отрицательными, номера: 9.'],
  [{ product_ids: [99], mode: 'set', value: '5' }, 'UNKNOWN_IDS', 'Таких номеров в\u00a0магазине нет.'],
])('%j is refused as %s in words', async (payload, reason, words) => {
  const { error } = await adjust(payload);
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: { reason } });
  if (error === null) throw new Error('no error');
  expect(presentError(error, aContext(), { id: 'tg-1-2-1', tool: 'adjust_price', payload })?.html).toContain(words);
});

test('what is sent is what was seen, and the outcome says that it stays', async () => {
  const response = await adjust({ product_ids: [9], mode: 'delta_percent', value: '-7.5' });
  expect(response.commit).toEqual({ product_ids: [9], mode: 'delta_percent', value: '-7.5', rounding: 'none' });
  const result = await applyNow(bench, 'prices/adjust', { product_ids: [9], mode: 'delta_percent', value: '-7.5', rounding: 'none' });
  expect(showDone(response, result)).toMatchInlineSnapshot(`
"<b>DEMO · Снизить цену на~7,5~%: 1~товар</b>

✅ Готово.
Изменено: <b>1</b>.
• 9 · PRD-009 · Худи «Север»: 79,00~€ → 73,08~€ (−7,49~%)
Откатить это нельзя.

<i>запрос 2</i>"
`);
});

leakCheck();
