import { aContext } from '../../fixtures/reply-context';
import { showPreview } from '../../fixtures/show-action';
import { toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const bump = (payload: object) => bench.ask('sis_prices_bump', { scope_all: true, ...payload });

test('a rise says its size, its scope, how many prices change and that there is no way back', async () => {
  expect(showPreview(await bump({ bump_percent: '5' }))).toMatchInlineSnapshot(`
"<b>DEMO · Поднять все~цены на~5~%</b>
Все товары магазина, и~скрытые тоже.
Округление: вверх до~целых

Изменится: <b>22</b>
Самое большое изменение: +11,11~%
Примеры:
• Носки «Пара»: 9,00~€ → 10,00~€ (+11,11~%)
• Футболка «Азбука»: 22,00~€ → 24,00~€ (+9,09~%)
• Повязка «Штрих»: 12,00~€ → 13,00~€ (+8,33~%)
• Топ «Мята»: 27,00~€ → 29,00~€ (+7,41~%)
• Шорты «Курсив»: 28,00~€ → 30,00~€ (+7,14~%)
Откатить это будет нельзя.
Не войдут: 2
• 8 · PRD-008: нет цены
• 20 · PRD-020: нет цены

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~18.03.2026, 12:00</i>

[✅ Применить]
[Отмена]"
`);
});

test('a fall keeps its sign to the shop, and rounds to cents', async () => {
  const response = await bump({ bump_percent: '-3' });
  expect(response.commit).toMatchObject({ bump_percent: '-3', scope_all: true });
  expect(showPreview(response, {}, aContext({ locale: 'en' }))).toMatchInlineSnapshot(`
"<b>DEMO · Lower all prices by 3%</b>
All products of the shop, hidden ones too.
Rounding: to cents

Will change: <b>22</b>
Largest change: −3%
Examples:
• Леггинсы «Контур»: €49.00 → €47.53 (−3%)
• Леггинсы «Вектор»: €54.00 → €52.38 (−3%)
• Леггинсы «Штиль»: €59.00 → €57.23 (−3%)
• Леггинсы «Дюна»: €45.00 → €43.65 (−3%)
• Топ «Линия»: €29.00 → €28.13 (−3%)
This cannot be rolled back.
Left out: 2
• 8 · PRD-008: no price
• 20 · PRD-020: no price

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 18~Mar~2026, 12:00</i>

[✅ Apply]
[Cancel]"
`);
});

test('a rise past the limit wants its own button', async () => {
  const text = showPreview(await bump({ bump_percent: '100' }));
  expect(text).toContain('[⚠️ Применить несмотря на аномалии]');
  expect(text).not.toContain('[✅ Применить]');
});

test.each([
  ['201', 'bump_percent'],
  ['-91', 'bump_percent'],
  ['0.05', 'bump_percent'],
  [5, 'bump_percent'],
  ['1.234', 'bump_percent'],
])('%p percent is refused with the range', async (bump_percent, path) => {
  const { error } = await bump({ bump_percent });
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path, allowed: expect.stringContaining('-90..200') }] } });
});

test('the whole set must be named', async () => {
  const { error } = await bench.ask('sis_prices_bump', { bump_percent: '5' });
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path: 'scope_all' }] } });
});
