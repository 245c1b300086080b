import { NOTHING_RECENT, type Incoming, type ReplyContext, type Route } from '@ownerbot/conversation';
import { parseCallback } from '@ownerbot/telegram';
import { aContext, NOON } from '../../fixtures/reply-context';
import { foundOrders, ORDER_1003, ORDER_1010 } from '../../fixtures/responses';
import { aRun, lines, showAnswer, showReply } from '../../fixtures/show-reply';
import { callbacks, factKeys } from '../../routes/callbacks';
import { routeText } from '../../routes/text/route-text';
import { ordersPresenter } from './presenter';

const twelve = Array.from({ length: 12 }, (_, at) => ({ ...ORDER_1003, order_id: `OB-${2001 + at}` }));

test('orders that need attention', () => {
  expect(showAnswer(ordersPresenter, foundOrders([ORDER_1003, ORDER_1010]), { preset: 'attention' })).toBe(
    lines(
      'DEMO · <b>Требуют внимания: 2</b>',
      '',
      'На~сумму <b>301,10~€</b>, самому старому 7~дн',
      '',
      '<b>OB-1003</b> · 149,00~€ · 30~ч',
      'завис, оплата не прошла',
      '',
      '🚩 <b>OB-1010</b> · 152,10~€ · 7~дн',
      'оплачен, собирается, просрочен на~4~дн',
      '',
      '<i>Источник: демо-магазин · данные на~12:00</i>',
      '',
      '[OB-1003] [OB-1010]',
    ),
  );
});

test('a list that is empty is good news, in kind words', () => {
  expect(showAnswer(ordersPresenter, foundOrders([]), { preset: 'stuck' })).toBe(
    lines('DEMO · <b>Зависших заказов нет</b>', '', 'Всё движется.', '', '<i>Источник: демо-магазин · данные на~12:00</i>', '', '[Последние 20] [Требуют внимания]'),
  );
});

test('what was asked is echoed: dates, hours, status, phone', () => {
  const period = { applied_filters: { period: { preset: 'yesterday', from: '2027-03-17', to: '2027-03-17' } } };
  expect(showAnswer(ordersPresenter, foundOrders([ORDER_1003, ORDER_1010], { data: period }))).toContain('<b>Заказы: 2</b>\n\nСозданы за~вчера, 17.03\nНа~сумму <b>301,10~€</b>, сначала новые');
  expect(showAnswer(ordersPresenter, foundOrders([ORDER_1003], { data: { applied_filters: { since_hours: 12 } } }), { preset: 'stuck', since_hours: 12 })).toContain('Считаю от~12~ч без~оплаты');
  expect(showAnswer(ordersPresenter, foundOrders([ORDER_1003]), { status: 'cancelled' })).toContain('<b>Заказы со~статусом «отменён»: 1</b>');
  const byPhone = showAnswer(ordersPresenter, foundOrders([ORDER_1003]), { q: '0002' });
  expect(byPhone).toContain('<b>Заказы по~запросу «0002»: 1</b>');
  expect(byPhone).toContain('завис, оплата не прошла, +491713920002');
});

describe('pages', () => {
  const context = aContext();
  const answer = ordersPresenter.answer(foundOrders(twelve, { data: { total: 37 } }), context, aRun('orders_search', { preset: 'stuck' }));
  const kept = Object.fromEntries((answer.keep ?? []).map(({ key, value }) => [key, JSON.parse(JSON.stringify(value))]));
  const press = (data: string, known: Record<string, unknown>, telegramId = '700') => {
    const incoming: Incoming & { data: string } = { source: 'template', chatId: '700', text: null, data, messageId: '9' };
    const facts = Object.fromEntries(factKeys(incoming).flatMap((key) => (key in known ? [[key, known[key]]] : [])));
    const spec = callbacks.find(({ prefix }) => data.startsWith(prefix));
    return spec?.route(incoming, aContext({ kept: facts, principal: { telegramId, roles: ['owner'] } }));
  };
  const say = (text: string, known: Record<string, unknown>, lastRead: ReplyContext['recent']['lastRead'] = null) => {
    const incoming = { source: 'text' as const, chatId: '700', text, data: null, messageId: '9' };
    const facts = Object.fromEntries(factKeys(incoming).flatMap((key) => (key in known ? [[key, known[key]]] : [])));
    return routeText(incoming, aContext({ kept: facts, recent: { ...NOTHING_RECENT, lastRead } }));
  };
  const shownBy = (route: Route | null): string => (route?.type === 'reply' ? route.reply.html : (route?.type ?? 'nothing'));
  const keptBy = (route: Route | null) => ({ ...kept, ...Object.fromEntries((route?.keep ?? []).map(({ key, value }) => [key, JSON.parse(JSON.stringify(value))])) });

  test('"ещё" turns the page that was shown last, to the end of the list', () => {
    const second = say('ещё', kept);
    expect(shownBy(second)).toContain('OB-2006');
    const third = say('дальше, пожалуйста', keptBy(second));
    expect(shownBy(third)).toContain('OB-2011');
    expect(shownBy(say('more', keptBy(third)))).toContain('Больше строк нет');
  });

  test('a pressed page counts as shown, and another read ends the list', () => {
    const pressed = press(button('▶'), kept) ?? null;
    expect(shownBy(say('ещё', keptBy(pressed)))).toContain('OB-2011');
    expect(say('ещё', kept, { tool: 'kpi_snapshot', payload: {}, at: new Date(NOON.getTime() + 60_000) })).toBeNull();
    expect(say('ещё', {})).toBeNull();
  });

  const button = (label: string) => answer.buttons?.flat().find(({ text }) => text === label)?.data ?? 'no such button';

  test('the first page shows five of all, a button for each and the pager', () => {
    const shown = showReply(answer);
    expect(shown).toContain('<b>Зависшие заказы: 37</b>');
    expect(shown).toContain('показаны 1–5 из~37');
    expect(shown).toContain('[OB-2001] [OB-2002] [OB-2003]\n[OB-2004] [OB-2005]\n[◀] [1/3] [▶]\n[✖️]');
  });

  test('▶ redraws the message with the next five, also when it is pressed again', () => {
    for (const route of [press(button('▶'), kept), press(button('▶'), kept)]) {
      if (route?.type !== 'reply') throw new Error(`not a reply: ${JSON.stringify(route)}`);
      expect(route.as).toBe('edit');
      expect(showReply(route.reply)).toContain('показаны 6–10 из~37');
      expect(showReply(route.reply)).toContain('[OB-2006] [OB-2007] [OB-2008]\n[OB-2009] [OB-2010]\n[◀] [2/3] [▶]');
    }
  });

  test('a page beyond the end is the last one', () => {
    const callback = parseCallback(button('▶'));
    if (callback?.type !== 'page') throw new Error('no pager');
    const route = press(`pg:${callback.listId}:99`, kept);
    expect(route?.type === 'reply' && showReply(route.reply)).toContain('показаны 11–12 из~37');
  });

  test('a button with an id opens its card, on later pages, too', () => {
    expect(press(button('OB-2004'), kept)).toEqual({ type: 'tool', tool: 'order_detail', payload: { order_id: 'OB-2004' } });
    const second = press(button('▶'), kept);
    if (second?.type !== 'reply') throw new Error('no page');
    const known = { ...kept, ...Object.fromEntries((second.reply.keep ?? []).map(({ key, value }) => [key, value])) };
    const data = second.reply.buttons?.flat().find(({ text }) => text === 'OB-2007')?.data ?? '';
    expect(press(data, known)).toEqual({ type: 'tool', tool: 'order_detail', payload: { order_id: 'OB-2007' } });
  });

  test('an expired list is asked for again', () => {
    const request = Object.fromEntries(Object.entries(kept).filter(([key]) => key.startsWith('list-request:')));
    expect(press(button('▶'), request)).toEqual({ type: 'tool', tool: 'orders_search', payload: { preset: 'stuck' }, ackKey: 'callback.list_expired' });
  });

  test('✖️ closes it; unknown, malformed and foreign presses change nothing', () => {
    expect(press(button('✖️'), kept)).toEqual({ type: 'close' });
    for (const data of [button('▶'), 'pg:zzz:1', 'go:zzz:0', 'pg:', 'go:a:b']) expect(press(data, {})).toEqual({ type: 'outdated' });
    expect(press(button('▶'), kept, '666')).toEqual({ type: 'outdated' });
    expect(press(button('OB-2001'), kept, '666')).toEqual({ type: 'outdated' });
  });

  test('what is kept is bounded in time: half an hour for the list, a day for requests', () => {
    expect((answer.keep ?? []).map(({ key, ttlSec }) => [key.split(':')[0], ttlSec])).toEqual([['go', 86_400], ['list', 1_800], ['list-request', 86_400], ['last-list', 1_800]]);
  });
});
