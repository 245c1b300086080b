import { leakCheck } from '@ownerbot/testing';
import { ShopError } from '@ownerbot/shop';
import { aContext } from '../../fixtures/reply-context';
import { aRun, showReply } from '../../fixtures/show-reply';
import { toolBench, type ToolBench } from '../../fixtures/tool-bench';
import { routeFollowUp } from '../follow-ups';
import { presentError } from '../present-error';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

async function refusal(tool: string, payload: Record<string, unknown>, locale: 'ru' | 'en' = 'ru') {
  const { error } = await bench.ask(tool, payload);
  if (error === null) throw new Error(`${tool} is not refused`);
  const reply = presentError(error, aContext({ locale }), aRun(tool, payload));
  if (reply === null) throw new Error(`${tool}: no words for ${JSON.stringify(error)}`);
  const kept = Object.fromEntries((reply.keep ?? []).map(({ key, value }) => [key, value]));
  const pressed = (label: string) => routeFollowUp(reply.buttons?.flat().find(({ text }) => text === label)?.data ?? '', aContext({ locale, kept }));
  return { shown: showReply(reply), pressed };
}

test('A23: without a scope the owner is asked which, with the choices; what was said already is kept', async () => {
  expect((await refusal('sis_discounts_clear', {})).shown).toMatchInlineSnapshot(`
"С~каких товаров снять скидки? Пока ничего не~изменилось.

[Снять скидки по id]
[Снять все скидки]"
`);
  const { shown, pressed } = await refusal('sis_discounts_set', { discount_percent: 25 }, 'en');
  expect(shown).toMatchInlineSnapshot(`
"Which products should get the discount? Nothing has changed so far.

[Discount by id]
[Discount stock ≤ N]
[Discount on all]"
`);
  expect(pressed('Discount on all')).toEqual({ type: 'template', templateId: 'DSC_SET_ALL', slots: { discount_percent: '25' }, as: 'new' });
});

test.each([
  ['sis_products_publish', { target_status: 'ACTIVE' }, 'Какие товары опубликовать?', ['Опубликовать по id', 'Опубликовать все']],
  ['sis_products_publish', { target_status: 'ARCHIVED', scope_all: true }, 'Какие товары скрыть?', ['Скрыть по id', 'Скрыть остаток ≤ N', 'Скрыть все']],
  ['sis_looks_publish', { target_active: true }, 'Какие луки опубликовать?', ['Опубликовать луки', 'Опубликовать все луки']],
  ['sis_looks_publish', { target_active: false, look_ids: [1], is_active_from: true, scope_all: true }, 'Какие луки скрыть?', ['Скрыть луки', 'Скрыть все луки']],
])('%s of %j is asked for', async (tool, payload, text, labels) => {
  const { shown } = await refusal(tool, payload);
  expect(shown).toContain(text);
  for (const label of labels) expect(shown).toContain(`[${label}]`);
});

test('an order that does not exist: a search for similar ones is offered', async () => {
  const { shown, pressed } = await refusal('flag_order', { order_id: 'ob-1099' });
  expect(shown).toMatchInlineSnapshot(`
"Заказа <b>OB-1099</b> в~магазине нет. Ничего не~изменилось.

[🔎 Похожие на OB-109…]
[Последние 20]"
`);
  expect(pressed('🔎 Похожие на OB-109…')).toEqual({ type: 'tool', tool: 'orders_search', payload: { q: 'OB-109' } });
});

test('a coupon that does not exist: nothing is created, the list is offered', async () => {
  expect((await refusal('disable_coupon', { code: 'nobody' }, 'en')).shown).toMatchInlineSnapshot(`
"There is no coupon <b>NOBODY</b> in the shop. Nothing was created or changed.

[Coupons: summary] [Top coupons]"
`);
});

test('a code that is taken: an explicit update is offered, which is previewed first', async () => {
  const payload = { code: 'vip25', percent_off: 30, no_expiry: true };
  const { shown, pressed } = await refusal('create_coupon', payload);
  expect(shown).toMatchInlineSnapshot(`
"Купон <b>VIP25</b> уже есть. Ничего не~изменилось. Его условия можно заменить: сначала покажу, что поменяется.

[✏️ Изменить VIP25]
[Купоны: сводка]"
`);
  expect(pressed('✏️ Изменить VIP25')).toEqual({ type: 'tool', tool: 'create_coupon', payload: { ...payload, on_existing: 'update' } });
});

test('a drawn code that is taken is drawn anew: nobody else\'s coupon is offered for change', () => {
  const taken = { code: 'ACTION_CONFLICT', message_key: '', params: {}, retryable: false, details: { reason: 'COUPON_EXISTS' } } as const;
  const reply = presentError(taken, aContext(), aRun('create_coupon', { percent_off: 30, no_expiry: true }));
  expect(reply?.html).toContain('Случайный код оказался занят.');
  expect(reply?.buttons).toEqual([[{ text: '🔄 Запросить снова', data: 'retry:tg-1-2-1' }]]);
});

test.each([
  ['sis_products_publish', { target_status: 'ARCHIVED', product_ids: [998, 999] }, 'Таких товаров в~магазине нет: 998, 999.', '[Диагностика каталога] [Скрыть по id]'],
  ['sis_discounts_clear', { product_ids: Array.from({ length: 200 }, (_, at) => 900 + at) }, 'нет: 900, 901, 902, 903, 904….', '[Диагностика каталога]'],
  ['sis_looks_publish', { target_active: true, look_ids: [99] }, 'Таких луков в~магазине нет: 99.', '[Опубликовать луки]'],
  ['pause_campaign', { campaign_id: 99 }, 'Такой кампании в~магазине нет: 99.', '[Пауза или пуск кампании]'],
])('unknown ids of %s %j are named', async (tool, payload, text, buttons) => {
  const { shown } = await refusal(tool, payload);
  expect(shown).toContain(text);
  expect(shown).toContain('Ничего не~изменилось.');
  expect(shown).toContain(buttons);
});

const TOO_MANY = Array.from({ length: 201 }, (_, at) => at + 1);

test.each([
  ['sis_products_publish', { target_status: 'ACTIVE', product_ids: TOO_MANY }, 'Товары: от~1 до~200 номеров.', '[Опубликовать по id]'],
  ['sis_discounts_clear', { product_ids: [] }, 'Товары: от~1 до~200 номеров.', '[Снять скидки по id]'],
  ['sis_looks_publish', { target_active: false, look_ids: TOO_MANY }, 'Луки: от~1 до~200 номеров.', '[Скрыть луки]'],
  ['sis_products_publish', { target_status: 'ACTIVE', stock_lte: 3 }, 'По~остатку товары можно только скрыть.', '[Опубликовать по id]'],
  ['sis_products_publish', { target_status: 'ARCHIVED', stock_lte: 10_000 }, 'целое число от~0 до~9999', '[Скрыть остаток ≤ N]'],
  ['sis_discounts_set', { discount_percent: 96, scope_all: true }, 'от~1 до~95', '[Скидка по id]'],
  ['sis_discounts_set', { discount_percent: 10, stock_lte: 0 }, 'Остаток: целое число от~1 до~9999.', '[Скидка на остаток ≤ N]'],
  ['create_coupon', { no_expiry: true }, 'либо процент, либо сумма', '[Купон на %]'],
  ['create_coupon', { amount_off: '5' }, 'длительность, время окончания или бессрочно', '[Купон на сумму]'],
  ['create_coupon', { percent_off: 96, no_expiry: true }, 'целое число процентов от~1 до~95', '[Купон на %]'],
  ['create_coupon', { percent_off: 5, duration_hours: 8761 }, 'от~1 до~8760 часов', '[Купон на %]'],
  ['create_coupon', { percent_off: 5, ends_at: '2020-01-01T00:00:00Z' }, 'не~в~прошлом', '[Купон на %]'],
  ['create_coupon', { percent_off: 5, no_expiry: true, code: 'скидка' }, 'латинские буквы', '[Купон на %]'],
  ['create_coupon', { percent_off: 5, no_expiry: true, max_uses: 0 }, 'от~1 до~1~000~000', '[Купон на %]'],
  ['disable_coupon', { code: 'x' }, '3–64~знака', '[Отключить купон]'],
  ['flag_order', { order_id: 'OB-1003', reason: 'x'.repeat(301) }, 'до~300 знаков', '[Отметить заказ]'],
  ['flag_order', { order_id: 'OB-1003', flagged: false, reason: 'x'.repeat(301) }, 'до~300 знаков', '[Снять отметку]'],
  ['bulk_flag_order', { reason: '' }, 'до~200 знаков', '[Отметить группу]'],
  ['bulk_flag_order', { limit: 201 }, 'от~1 до~200', ''],
  ['bulk_flag_order', { q: 'x' }, 'от~2 до~64 знаков', '[Отметить группу]'],
  ['pause_campaign', { campaign_id: 0 }, 'целое число от~1', '[Пауза или пуск кампании]'],
])('%s refuses %j in words, and asks again', async (tool, payload, text, button) => {
  const { shown } = await refusal(tool, payload);
  expect(shown).toContain(text);
  expect(shown).toContain(button);
  expect(shown).not.toMatch(/[a-z]_[a-z]/);
});

test('a shop without campaigns says so', async () => {
  const shop = { ...bench.shop, previewAction: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'no campaigns')) };
  const { error } = await bench.ask('pause_campaign', { campaign_id: 1 }, {}, shop);
  const reply = error && presentError(error, aContext(), aRun('pause_campaign', { campaign_id: 1 }));
  expect(reply && showReply(reply)).toContain('Магазин не~даёт управлять рекламными кампаниями отсюда.\n\n[Купоны: сводка]');
});

test('reads are not changes: their errors are told as before', () => {
  expect(presentError({ code: 'SCOPE_REQUIRED', message_key: '', params: {}, retryable: false }, aContext(), aRun('orders_search'))).toBeNull();
});

leakCheck();
