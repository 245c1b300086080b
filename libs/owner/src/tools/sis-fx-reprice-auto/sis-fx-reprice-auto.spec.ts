import { leakCheck } from '@ownerbot/testing';
import { applyNow } from '../../fixtures/apply-now';
import { aContext } from '../../fixtures/reply-context';
import { showDone, showPreview, showWhatIf } from '../../fixtures/show-action';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeEach(async () => {
  bench = await toolBench();
});
afterEach(() => bench.drop());

const at = (locale: 'ru' | 'en' = 'ru') => aContext({ locale, now: new Date(NOON) });
const auto = (payload: object = {}) => bench.ask('sis_fx_reprice_auto', payload);
const settings = (updates: object) => applyNow(bench, 'fx/settings', { updates });

test('an update that is due says the rate, how far it moved, and what comes along', async () => {
  const response = await auto();
  expect(response.commit).toEqual({ force_apply: false, refresh_snapshot: true });
  expect(showPreview(response, {}, at())).toMatchInlineSnapshot(`
"<b>DEMO · Пересчитать все цены по~курсу</b>
Курс: <b>0,92</b> EUR за~1~USD, ECB, 18.03, 09:00
Цены посчитаны по~0,91, с~тех~пор курс изменился на~+1,1~%
Все товары магазина, и~скрытые тоже.

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

test('the wish to ignore the limits is sent as such, and is said', async () => {
  const response = await auto({ force: true, refresh_snapshot: false });
  expect(response.commit).toEqual({ force_apply: true, refresh_snapshot: false });
  expect(showWhatIf(response, at('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Reprice everything at the exchange rate, whatever the limits</b>
Rate: <b>0.92</b> EUR for 1~USD, ECB, 18~Mar, 09:00
Prices were made at 0.91; since then the rate moved by +1.1%
All products of the shop, hidden ones too.
The rate's threshold and the pause between repricings are ignored.

Will change: <b>22</b>
Largest change: +11.11%
Examples:
• Носки «Пара»: €9.00 → €10.00 (+11.11%)
• Повязка «Штрих»: €12.00 → €13.00 (+8.33%)
• Майка «Абзац»: €18.00 → €19.00 (+5.56%)
• Шапка «Иней»: €19.00 → €20.00 (+5.26%)
• Футболка «Азбука»: €22.00 → €23.00 (+4.55%)
Coupons that will be disabled: HOODIE15.
Products that lose their crossed-out old price: 2.
This can be rolled back later.
Left out: 2
• 8 · PRD-008: no price
• 20 · PRD-020: no price

<i>This is only a look: nothing will change.</i>
<i>Source: demo shop · data as of 12:00</i>"
`);
});

test('below the threshold there is no button, and the figures say why', async () => {
  await settings({ min_rate_delta_percent: '2', min_rate_delta_abs: '0.5' });
  const response = await auto();
  expect(response.commit).toBeUndefined();
  expect(response).toMatchObject({ data: { noop_reason: 'RATE_DELTA_BELOW_MIN' } });
  expect(showPreview(response, {}, at())).toMatchInlineSnapshot(`
"DEMO · <b>Пересчитать все цены по~курсу</b>

Пересчёт не~нужен: курс изменился меньше порога.
Курс: <b>0,92</b> EUR за~1~USD, ECB, 18.03, 09:00
Цены посчитаны по~0,91, с~тех~пор курс изменился на~+1,1~%
Порог: 2~%
Порог в~единицах курса: 0,50

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

test('after an update the pause holds, and says until when', async () => {
  await applyNow(bench, 'fx', { force_apply: true });
  bench.clock.set('2026-03-18T12:00:00Z');
  await settings({ min_rate_delta_percent: '0' });
  const response = await auto();
  expect(response.data).toMatchObject({ noop_reason: 'COOLDOWN' });
  expect(showPreview(response, {}, at('en'))).toMatchInlineSnapshot(`
"DEMO · <b>Reprice everything at the exchange rate</b>

No repricing yet: too little time has passed since the last one.
Rate: <b>0.92</b> EUR for 1~USD, ECB, 18~Mar, 09:00
Prices were made at 0.92; since then the rate moved by 0%
Last repricing: 18~Mar, 12:00, pause 6~h. The next one can be made from 18~Mar, 18:00

<i>Source: demo shop · data as of 13:00</i>"
`);
});

test('where every price would stay as it is, that is said', async () => {
  await applyNow(bench, 'fx', { force_apply: true });
  const response = await auto({ force: true });
  expect(response.data).toMatchObject({ noop_reason: 'NO_CHANGES' });
  expect(showPreview(response, {}, at())).toMatchInlineSnapshot(`
"DEMO · <b>Пересчитать все цены по~курсу, не~глядя на~пороги</b>

Менять нечего.
Курс: <b>0,92</b> EUR за~1~USD, ECB, 18.03, 09:00
Цены посчитаны по~0,92, с~тех~пор курс изменился на~0~%

Не войдут: 2
• 8 · PRD-008: нет цены
• 20 · PRD-020: нет цены

⚠️ У части товаров цена после округления не меняется.

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

test('what was done can be taken back, with the button for it', async () => {
  const response = await auto();
  const shown = showDone(response, await applyNow(bench, 'fx', { force_apply: false, refresh_snapshot: true }), at());
  expect(shown).toMatchInlineSnapshot(`
"<b>DEMO · Пересчитать все цены по~курсу</b>

✅ Готово.
Изменено: <b>22</b>.
• Носки «Пара»: 9,00~€ → 10,00~€ (+11,11~%)
• Повязка «Штрих»: 12,00~€ → 13,00~€ (+8,33~%)
• Майка «Абзац»: 18,00~€ → 19,00~€ (+5,56~%)
Отключены купоны: HOODIE15.
Зачёркнутая старая цена исчезла у товаров: 2.
Это можно откатить.

<i>запрос 2</i>

[Откатить пересчёт]"
`);
});

leakCheck();
