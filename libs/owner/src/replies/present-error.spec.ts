import type { ErrorInfo } from '@ownerbot/tools';
import { aContext } from '../fixtures/reply-context';
import { aRun, showReply } from '../fixtures/show-reply';
import { presentError } from './present-error';

const error = (code: ErrorInfo['code'], path = '', allowed = ''): ErrorInfo => ({
  code, message_key: `error.${code}.text`, params: {}, retryable: false, details: path === '' ? {} : { fields: [{ path, rule: 'range', allowed }] },
});
const shown = (one: ErrorInfo, payload = {}) => {
  const reply = presentError(one, aContext(), aRun('order_detail', payload));
  return reply === null ? null : showReply(reply);
};

test('an order that does not exist is named, and the list is offered', () => {
  expect(shown(error('NOT_FOUND'), { order_id: 'OB-<9>' })).toBe('Заказа <b>OB-&lt;9&gt;</b> в~магазине нет. Проверьте номер или найдите заказ в~списке последних.\n\n[Последние 20]');
});

test('a refused value is told by what is allowed, never by the name of its field', () => {
  expect(shown(error('VALIDATION_ERROR', 'period.from', '1..121 days'))).toBe('Период не~подходит: самое большее 121~день, и~не~позже сегодняшнего.');
  expect(shown(error('VALIDATION_ERROR', 'period.to', 'no later than 2027-03-18'))).toContain('самое большее 366~дней');
  expect(presentError(error('VALIDATION_ERROR', 'limit', '1..200'), aContext(), aRun('orders_search'))?.html).toContain('от\u00a01 до\u00a0200');
  expect(shown(error('VALIDATION_ERROR', 'limit', '1..30'))).toContain('Столько строк сразу не~покажу: от~1 до~30.');
  expect(shown(error('VALIDATION_ERROR', 'order_id'))).toContain('/order OB-1003');
});

test('everything else is left to the platform', () => {
  expect(shown(error('UPSTREAM_UNAVAILABLE'))).toBeNull();
  expect(shown(error('VALIDATION_ERROR', 'cursor'))).toBeNull();
});
