import type { ShopPort } from '@ownerbot/shop';
import { leakCheck } from '@ownerbot/testing';
import { presentError } from '../../replies/present-error';
import { aContext } from '../../fixtures/reply-context';
import { showPreview } from '../../fixtures/show-action';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const at = (locale: 'ru' | 'en' = 'ru') => aContext({ locale, now: new Date(NOON) });
const reprice = (payload: object = {}) => bench.ask('sis_fx_reprice', payload);
const latest = async () => (await bench.shop.fxStatus({ shopId: 1, currency: 'EUR', timezone: 'Europe/Berlin', actorTelegramId: '700', correlationId: 'c', signal: new AbortController().signal })).data;

test('the latest set of rates is resolved at the preview and kept for the commit', async () => {
  const response = await reprice();
  const { rate_set_id } = await latest();
  expect(response.commit).toEqual({
    rate_set_id, input_currency: 'USD', shop_currency: 'EUR', markup_percent: '0', markup_additive: '0', rounding_mode: 'CEIL_INT', anomaly_threshold_pct: '25',
  });
  expect(showPreview(response, {}, at())).toMatchInlineSnapshot(`
"<b>DEMO · Пересчитать все цены из~USD по~курсу 0,92</b>
Курс: <b>0,92</b> EUR за~1~USD, ECB, 18.03, 09:00
Набор курсов: <code>c888b68b9e9c6e3181dd996c9b12673d7c5fb2c0cdf6652397360eafc43bb8b4</code>
Все товары магазина, и~скрытые тоже: цена считается заново из~исходной цены в~USD.
Округление: вверх до~целых

Изменится: <b>22</b>
Самое большое изменение: +11,11~%
Примеры:
• Носки «Пара»: 9,00~€ → 10,00~€ (+11,11~%)
• Повязка «Штрих»: 12,00~€ → 13,00~€ (+8,33~%)
• Майка «Абзац»: 18,00~€ → 19,00~€ (+5,56~%)
• Шапка «Иней»: 19,00~€ → 20,00~€ (+5,26~%)
• Футболка «Азбука»: 22,00~€ → 23,00~€ (+4,55~%)
Будут отключены купоны: HOODIE15.
Зачёркнутая старая цена исчезнет у товаров: 2.
Это можно будет откатить.
Не войдут: 2
• 8 · PRD-008: нет цены
• 20 · PRD-020: нет цены

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
});

test('markup, rounding and threshold are said with their units, and a large change wants its own button', async () => {
  const response = await reprice({ markup_percent: '40', markup_additive: '1.50', rounding_mode: 'CEIL_STEP', rounding_step: '0.5', anomaly_threshold_pct: '10' });
  expect(showPreview(response, {}, at('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Reprice everything from USD at 0.92</b>
Rate: <b>0.92</b> EUR for 1~USD, ECB, 18~Mar, 09:00
Set of rates: <code>c888b68b9e9c6e3181dd996c9b12673d7c5fb2c0cdf6652397360eafc43bb8b4</code>
All products of the shop, hidden ones too: each price is made anew from its source price in USD.
Markup: +40%, +€1.50
Rounding: up in steps of €0.50
A change above 10% counts as an anomaly

Will change: <b>22</b>
Largest change: +61.11%
Examples:
• Носки «Пара»: €9.00 → €14.50 (+61.11%)
• Повязка «Штрих»: €12.00 → €18.50 (+54.17%)
• Шапка «Иней»: €19.00 → €28.50 (+50%)
• Футболка «Азбука»: €22.00 → €33.00 (+50%)
• Майка «Абзац»: €18.00 → €27.00 (+50%)
⚠️ Above the threshold of 10%: 22
Coupons that will be disabled: HOODIE15.
Products that lose their crossed-out old price: 2.
This can be rolled back later.
Left out: 2
• 8 · PRD-008: no price
• 20 · PRD-020: no price

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[⚠️ Apply despite anomalies]
[Cancel]"
`);
});

test.each([
  [{ shop_currency: 'PLN' }, 'CURRENCY_MISMATCH', 'Магазин продаёт в\u00a0другой валюте: EUR.'],
  [{ rate_set_id: 'rs-none' }, 'RATE_SET_UNKNOWN', 'Такого набора курсов у\u00a0магазина нет.'],
  [{ input_currency: 'PLN' }, 'RATE_MISSING', 'есть для USD'],
])('%j is refused as %s, and in words', async (payload, reason, words) => {
  const { error } = await reprice(payload);
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: { reason } });
  if (error === null) throw new Error('no error');
  expect(presentError(error, aContext(), { id: 'tg-1-2-1', tool: 'sis_fx_reprice', payload })?.html).toContain(words);
});

test('a shop that sells in another currency is not asked for a preview', async () => {
  const asked: string[] = [];
  const spied: ShopPort = { ...bench.shop, previewAction: (kind, ...rest) => (asked.push(kind), bench.shop.previewAction(kind, ...rest)) };
  const { error } = await bench.ask('sis_fx_reprice', { shop_currency: 'PLN' }, {}, spied);
  expect(error).toMatchObject({ details: { reason: 'CURRENCY_MISMATCH', fields: [{ path: 'shop_currency', allowed: 'EUR' }] } });
  expect(asked).toEqual([]);
});

test.each([
  [{ rounding_mode: 'CEIL_STEP' }, 'rounding_step', '0.01..1000, with rounding_mode CEIL_STEP'],
  [{ rounding_step: '5' }, 'rounding_step', 'only with rounding_mode CEIL_STEP'],
])('%j is refused with what is allowed', async (payload, path, allowed) => {
  expect((await reprice(payload)).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path, allowed }] } });
});

leakCheck();
