import fc from 'fast-check';
import type { Reply } from '@ownerbot/conversation';
import { LOCALES } from '@ownerbot/messages';
import { CALLBACK_DATA_BYTES, LABEL_LIMIT, splitMessage, TEXT_LIMIT, visibleText } from '@ownerbot/telegram';
import { aContext } from './fixtures/reply-context';
import { foundOrders, ORDER_1003, orderCard } from './fixtures/responses';
import { aRun } from './fixtures/show-reply';
import { help, panels } from './panels/panels';
import { routeText } from './routes/text/route-text';
import { presenters } from './tools/presenters';

/** Whatever a shop, a customer or a typing owner hands in: the message is one that Telegram takes. */
const nasty = fc.oneof(
  fc.constantFrom('<b>', '</i>', '&amp;', '&', '<script>alert(1)</script>', '_*[`', '\u202e\u200f', '\u0000', '\ud800', '👩‍👩‍👧‍👦'.repeat(50), 'я'.repeat(500), '"\'', '{n}', "'{'"),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

function expectSendable({ html, buttons = [] }: Reply): void {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z]+)>/g)) {
    if (slash === '') open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
  expect(html.replace(/<\/?(?:b|i|code)>/g, '').replace(/&(?:lt|gt|amp|quot);/g, '')).not.toMatch(/[<>&]/);
  for (const part of splitMessage(html)) expect(visibleText(part).length).toBeLessThanOrEqual(TEXT_LIMIT);
  expect(buttons.length).toBeLessThanOrEqual(12);
  for (const { text, data } of buttons.flat()) {
    expect(text.length).toBeLessThanOrEqual(LABEL_LIMIT);
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(CALLBACK_DATA_BYTES);
  }
}

const locales = fc.constantFrom(...LOCALES);

test('an order full of foreign text is a message that Telegram takes', () => {
  fc.assert(
    fc.property(locales, nasty, nasty, nasty, (locale, one, two, three) => {
      const data = { order_id: one, coupon_code: two, customer_id: three, customer_phone: one, flagged: true, flag_reason: two, flagged_at: '2027-03-14T09:00:00Z', status: three };
      const items = [{ product_id: 1, sku: one, title: two, qty: 1, unit_price: '1.00', line_total: '1.00' }];
      expectSendable(presenters.order_detail.answer(orderCard({ data: { ...data, items } }), aContext({ locale }), aRun('order_detail', { order_id: one })));
    }),
  );
});

test('a list full of foreign text is one, too', () => {
  fc.assert(
    fc.property(locales, nasty.filter((text) => text.trim() !== ''), nasty, fc.integer({ min: 0, max: 12 }), (locale, id, query, count) => {
      const items = Array.from({ length: count }, (_, at) => ({ ...ORDER_1003, order_id: `x${id}${at}`, customer_phone: query, status: query }));
      expectSendable(presenters.orders_search.answer(foundOrders(items), aContext({ locale }), aRun('orders_search', { q: query })));
    }),
  );
});

test('panels and help take any name', () => {
  fc.assert(
    fc.property(locales, nasty, (locale, firstName) => {
      const context = aContext({ locale, firstName });
      for (const draw of Object.values(panels)) expectSendable(draw(context));
      expectSendable(help(context, firstName));
    }),
  );
});

test('any text is routed without failing, twice to the same end, and never to more than it says', () => {
  const word = fc.oneof(nasty, fc.constantFrom('выручка', 'заказ', 'OB-1003', 'OB-1004', 'вчера', 'за', '400', 'дней', 'худи', 'последние', 'подними', 'цены', '5%', 'зависшие', 'дольше', 'часов', 'телефон', '4170', 'не', 'kpi', 'order', 'cancel', 'trend'));
  fc.assert(
    fc.property(locales, fc.array(word, { minLength: 1, maxLength: 9 }), (locale, words) => {
      const context = aContext({ locale });
      const incoming = { source: 'text' as const, chatId: '7', text: words.join(' '), data: null, messageId: '1' };
      const route = routeText(incoming, context);
      expect(routeText(incoming, context)).toEqual(route);
      if (route?.type === 'reply' || route?.type === 'refusal') expectSendable(route.reply);
      if (words.includes('подними') || words.includes('cancel')) expect(route?.type).not.toBe('tool');
    }),
    { numRuns: 500 },
  );
});
