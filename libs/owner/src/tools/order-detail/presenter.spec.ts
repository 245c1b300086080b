import { aContext } from '../../fixtures/reply-context';
import { orderCard } from '../../fixtures/responses';
import { aRun, lines, showAnswer } from '../../fixtures/show-reply';
import { routeFollowUp } from '../../replies/follow-ups';
import { orderPresenter } from './presenter';

test('a paid order with a coupon', () => {
  expect(showAnswer(orderPresenter, orderCard())).toBe(
    lines(
      'DEMO · <b>Заказ OB-1009</b>',
      '',
      'Статус: <b>оплачен</b>',
      'Создан: 17.03, 17:00',
      'Оплата: получена 17.03, 17:00',
      'Доставка: собирается',
      'Отправить до: 20.03, 17:00',
      '',
      '<b>Состав</b>',
      'Леггинсы «Контур» × 1~— 49,00~€',
      'Футболка «Азбука» × 2~— 44,00~€',
      '',
      'Сумма: 93,00~€',
      'Скидка: 9,30~€, промокод WELCOME10',
      'Итого: <b>83,70~€</b>',
      '',
      'Покупатель: CUS-009',
      'Телефон: +491713920008',
      '',
      '<i>Источник: демо-магазин · данные на~12:00</i>',
      '',
      '[🚩 Отметить] [💬 Команде]',
      '[Требуют внимания] [Последние 20]',
    ),
  );
});

test('a late and flagged order in English', () => {
  const late = { ship_due_at: '2027-03-14T09:00:00Z', presets: ['late_ship'], flagged: true, flag_reason: 'ждём поставку', flagged_at: '2027-03-14T09:00:00Z', flagged_by: 700 };
  const shown = showAnswer(orderPresenter, orderCard({ data: late }), {}, aContext({ locale: 'en' }));
  expect(shown).toContain('Shipping: being packed\n⚠️ Shipping is 4~d late: it was due 14~Mar, 10:00');
  expect(shown).toContain('🚩 Flagged by you: 14~Mar, 10:00\nReason: ждём поставку');
});

test('its buttons begin the preview of the flag, or of taking it off, and a message to the team about it', () => {
  const run = aRun('order_detail', { order_id: 'OB-1009' });
  const pressed = (data: object, label: string) => {
    const reply = orderPresenter.answer(orderCard({ data }), aContext(), run);
    const kept = Object.fromEntries((reply.keep ?? []).map(({ key, value }) => [key, value]));
    return routeFollowUp(reply.buttons?.flat().find(({ text }) => text === label)?.data ?? '', aContext({ kept }));
  };
  expect(pressed({}, '🚩 Отметить')).toEqual({ type: 'tool', tool: 'flag_order', payload: { order_id: 'OB-1009', flagged: true } });
  expect(pressed({ flagged: true, flagged_at: '2027-03-14T09:00:00Z' }, '🏳️ Снять отметку')).toEqual({ type: 'tool', tool: 'flag_order', payload: { order_id: 'OB-1009', flagged: false } });
  expect(pressed({}, '💬 Команде')).toEqual({ type: 'template', templateId: 'ORD_NOTIFY_TEAM', slots: { order_id: 'OB-1009' }, as: 'new' });
});

test('a reason that OwnerBot wrote is told in words', () => {
  const flagged = { flagged: true, flag_reason: 'needs_attention', flagged_at: '2027-03-14T09:00:00Z' };
  expect(showAnswer(orderPresenter, orderCard({ data: flagged }))).toContain('Причина: требует внимания');
});

test('a failed payment without discount has one sum and no deadline', () => {
  const failed = { status: 'stuck', payment_status: 'failed', paid_at: null, shipping_status: 'none', ship_due_at: null, discount: '0.00', coupon_code: null, amount: '93.00', customer_phone: null };
  const shown = showAnswer(orderPresenter, orderCard({ data: failed }));
  expect(shown).toContain('Статус: <b>завис</b>\nСоздан: 17.03, 17:00\nОплата: не прошла\nДоставка: не отправлен\n\n');
  expect(shown).toContain('× 2~— 44,00~€\n\nИтого: <b>93,00~€</b>\n\nПокупатель: CUS-009\n\n');
});

test('a delivered and refunded order tells both moments', () => {
  const refunded = { status: 'refunded', payment_status: 'refunded', refunded_at: '2027-03-16T17:00:00Z', shipping_status: 'delivered', shipped_at: '2027-03-12T10:00:00Z', delivered_at: '2027-03-14T14:00:00Z' };
  expect(showAnswer(orderPresenter, orderCard({ data: refunded }))).toContain('Деньги возвращены: 16.03, 18:00\nДоставка: доставлен 14.03, 15:00\n\n');
});

test('the phone is for the owner alone', () => {
  expect(showAnswer(orderPresenter, orderCard(), {}, aContext({ principal: { telegramId: '9', roles: [] } }))).not.toContain('491713920008');
});

test('a state that only the shop knows is called other', () => {
  expect(showAnswer(orderPresenter, orderCard({ data: { status: 'teleported', payment_status: 'iou', paid_at: null } }))).toContain('Статус: <b>другое</b>');
});

test('a very long order is told in part', () => {
  const items = Array.from({ length: 200 }, (_, at) => ({ product_id: at, sku: `PRD-${at}`, title: `Товар ${at}`, qty: 1, unit_price: '1.00', line_total: '1.00' }));
  expect(showAnswer(orderPresenter, orderCard({ data: { items } }))).toContain('Товар 29 × 1~— 1,00~€\nИ ещё 170~позиций');
});
