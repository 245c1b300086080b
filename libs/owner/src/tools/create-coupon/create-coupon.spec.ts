import { leakCheck } from '@ownerbot/testing';
import { carryOut, showOutcome } from '../../fixtures/carry-out';
import { aContext } from '../../fixtures/reply-context';
import { showPreview } from '../../fixtures/show-action';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';
import { randomCode } from './random-code';

let bench: ToolBench;
beforeEach(async () => {
  bench = await toolBench();
});
afterEach(() => bench.drop());

const create = (payload: object) => bench.ask('create_coupon', payload);
const context = (locale: 'ru' | 'en') => aContext({ locale, now: new Date(NOON) });
const coupon = async (code: string) => (await bench.shop.coupons({ state: 'all', expiring_days: 7, sort: 'code', limit: 100 }, CALL)).data.items.find((one) => one.code === code);
const CALL = { shopId: 1, currency: 'EUR', timezone: 'Europe/Berlin', actorTelegramId: '700', correlationId: 'c', signal: new AbortController().signal };

test('the end of a duration is settled at the preview: rounded up to the full minute, shown as local time, sent as it was shown', async () => {
  bench.clock.set('2026-03-18T11:00:20Z');
  const asked = { code: 'summer10', percent_off: 10, duration_hours: 48, max_uses: 100, product_ids: [1, 2, 2] };
  const response = await create(asked);
  expect(response.commit).toEqual({ code: 'SUMMER10', percent_off: 10, active: true, max_uses: 100, ends_at: '2026-03-20T11:01:00Z', product_ids: [1, 2], on_existing: 'reject' });
  expect(response.data).toMatchObject({ operation: 'create', code: 'SUMMER10', percent_off: 10, amount_off: null, starts_at: null, ends_at: '2026-03-20T11:01:00Z', max_uses: 100, changes: [] });
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Создать купон SUMMER10</b>
Скидка: <b>10~%</b>
Срок купона: до~20.03, 12:01
Можно применить 100~раз
Только на~товары: 1, 2

Купон можно отключить в~любой момент.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  bench.clock.advance(120_000);
  const result = await carryOut(bench, response);
  expect(result).toMatchObject({ operation: 'create', code: 'SUMMER10', coupon_id: 6 });
  expect(showOutcome(response, result, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Создать купон SUMMER10</b>

✅ Готово.
Изменено: <b>1</b>.
Код: <code>SUMMER10</code>
Скидка: <b>10~%</b>
Срок купона: до~20.03, 12:01
Можно применить 100~раз
Только на~товары: 1, 2
Купон можно отключить в~любой момент.

<i>запрос 1</i>

[🚫 Отключить SUMMER10]
[Купоны: сводка]"
`);
  expect(await coupon('SUMMER10')).toMatchObject({ percent_off: 10, ends_at: '2026-03-20T11:01:00Z', max_uses: 100, product_ids: [1, 2] });
});

test('a duration counts from the beginning, where one is given', async () => {
  const { commit } = await create({ amount_off: '5.5', starts_at: '2026-03-20T09:00:00Z', duration_hours: 24 });
  expect(commit).toMatchObject({ amount_off: '5.50', starts_at: '2026-03-20T09:00:00Z', ends_at: '2026-03-21T09:00:00Z' });
});

test('without a code one is drawn at the preview and kept for the confirm', async () => {
  const response = await create({ amount_off: '5', no_expiry: true });
  const { code } = response.commit as { code: string };
  expect(code).toMatch(/^OB[A-HJ-NP-Z2-9]{6}$/);
  expect(response.data).toMatchObject({ code, interpretation: { code }, ends_at: null });
  expect(showPreview(response, {}, context('en')).replaceAll(code, 'OBXXXXXX')).toMatchInlineSnapshot(`
"<b>DEMO · Create coupon OBXXXXXX</b>
Discount: <b>€5.00</b>
Coupon ends: never
Can be used any number of times
For all products

The coupon can be disabled at any time.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
  expect((await create({ amount_off: '5', no_expiry: true })).commit).not.toMatchObject({ code });
});

test('all of the alphabet is drawn from, and nothing that is mixed up', () => {
  const codes = Array.from({ length: 32 }, (_, at) => randomCode(() => at).slice(2, 3)).join('');
  expect(codes).toBe('ABCDEFGHJKLMNPQRSTUVWXYZ23456789');
});

test('a code that is there already is refused', async () => {
  expect((await create({ code: 'welcome10', percent_off: 15, no_expiry: true })).error).toMatchObject({ code: 'ACTION_CONFLICT', details: { reason: 'COUPON_EXISTS' } });
});

test('an update lists each changed field before and after, and nothing else', async () => {
  const asked = { code: 'HOODIE15', percent_off: 20, duration_hours: 24, on_existing: 'update', product_ids: [11, 9, 10] };
  const response = await create(asked);
  expect(response.data).toMatchObject({
    operation: 'update',
    changes: [
      { field: 'percent_off', before: '15', after: '20' },
      { field: 'ends_at', before: null, after: '2026-03-19T11:00:00.000Z' },
    ],
  });
  expect(showPreview(response, asked, context('ru'))).toMatchInlineSnapshot(`
"<b>DEMO · Изменить купон HOODIE15</b>
Скидка: <b>20~%</b>
Срок купона: до~19.03, 12:00
Применять можно сколько угодно раз
Только на~товары: 11, 9, 10

Что изменится:
• скидка в~процентах: 15~% → 20~%
• конец: бессрочно → 19.03, 12:00
Прежние условия не~сохраняются.

<i>Действует до 12:05.</i>
<i>Источник: демо-магазин · данные на~12:00</i>

[✅ Применить]
[Отмена]"
`);
  await carryOut(bench, response);
  expect(await coupon('HOODIE15')).toMatchObject({ percent_off: 20, ends_at: '2026-03-19T11:00:00Z', product_ids: [9, 10, 11] });
});

test('what an update leaves out is taken away, and that is told', async () => {
  const response = await create({ code: 'SHIP5', percent_off: 5, no_expiry: true, on_existing: 'update', active: false });
  expect(showPreview(response, {}, context('en'))).toMatchInlineSnapshot(`
"<b>DEMO · Change coupon SHIP5</b>
Discount: <b>5%</b>
Coupon ends: never
Can be used any number of times
For all products
Disabled for now

What will change:
• discount in percent: none → 5%
• discount as amount: €5.00 → none
• state: enabled → disabled
• end: 23~Mar, 21:00 → no end
• number of uses: 120 → unlimited
The former terms are not kept.

<i>Valid until 12:05.</i>
<i>Source: demo shop · data as of 12:00</i>

[✅ Apply]
[Cancel]"
`);
});

test('an update to what it is already changes nothing and has no button', async () => {
  const response = await create({ code: 'VIP25', percent_off: 25, no_expiry: true, max_uses: 80, on_existing: 'update' });
  expect(response).toMatchObject({ status: 'ok', data: { status: 'noop', changes: [] } });
  expect(showPreview(response, {}, context('ru'))).toMatchInlineSnapshot(`
"DEMO · <b>Изменить купон VIP25</b>

Менять нечего: всё~уже так.
Скидка: <b>25~%</b>
Срок купона: бессрочно
Можно применить 80~раз
На~все товары

<i>Источник: демо-магазин · данные на~12:00</i>"
`);
});

test('products that do not exist are left out, and named', async () => {
  const response = await create({ code: 'PART', percent_off: 5, no_expiry: true, product_ids: [1, 998] });
  expect(response.data).toMatchObject({ rejected: [{ id: 998, reason: 'UNKNOWN_IDS' }] });
  expect(showPreview(response, {}, context('ru'))).toContain('Только на~товары: 1\n');
});

test('a category is no field of a coupon: it is refused, never widened', async () => {
  expect((await create({ percent_off: 10, no_expiry: true, category: 'Худи' })).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path: 'category', rule: 'unknown' }] } });
});

test('an end that has passed is refused', async () => {
  expect((await create({ percent_off: 10, ends_at: '2026-03-18T10:59:00Z' })).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path: 'ends_at' }] } });
});

leakCheck();
