import { aContext } from '../fixtures/reply-context';
import { commands } from './commands';

const context = aContext();
function run(line: string) {
  const [name, ...args] = line.slice(1).split(' ');
  const command = commands.find((one) => one.name === name);
  const found = command?.route({ source: 'command', chatId: '700', text: line, data: null, messageId: '1', args: args.join(' ') }, context);
  return found?.type === 'tool' ? { tool: found.tool, payload: found.payload } : found?.type === 'refusal' ? found.reply.html.replaceAll('\u00a0', ' ') : found;
}

test.each([
  ['/kpi', 'kpi_snapshot', { period: { preset: 'today' } }],
  ['/kpi вчера', 'kpi_snapshot', { period: { preset: 'yesterday' } }],
  ['/kpi last month', 'kpi_snapshot', { period: { preset: 'last_month' } }],
  ['/kpi за 01.03–15.03', 'kpi_snapshot', { period: { preset: 'custom', from: '2027-03-01', to: '2027-03-15' } }],
  ['/kpi 7d', 'kpi_snapshot', { period: { preset: '7d' } }],
  ['/kpi7', 'kpi_snapshot', { period: { preset: '7d' } }],
  ['/trend', 'revenue_trend', { days: 14 }],
  ['/trend 30', 'revenue_trend', { days: 30 }],
  ['/trend прошлый месяц', 'revenue_trend', { period: { preset: 'last_month' } }],
  ['/order OB-1003', 'order_detail', { order_id: 'OB-1003' }],
  ['/order 1003', 'order_detail', { order_id: 'OB-1003' }],
  ['/order ов 1003', 'order_detail', { order_id: 'OB-1003' }],
  ['/stuck', 'orders_search', { preset: 'stuck', limit: 50 }],
])('%s', (line, tool, payload) => {
  expect(run(line)).toEqual({ tool, payload });
});

test.each([
  ['/kpi абракадабра', 'Не понял период'],
  ['/kpi вчера худи', 'Не понял период'],
  ['/kpi завтра', 'Этот период ещё не наступил'],
  ['/kpi 500 дней', 'самое большее 366 дней'],
  ['/kpi вчера и сегодня', 'Здесь два периода'],
  ['/trend 0', 'От 1 до 366 дней'],
  ['/trend 367', 'От 1 до 366 дней'],
  ['/order', 'Добавьте номер заказа: <code>/order OB-1003</code>'],
  ['/order худи', 'Не понял номер заказа'],
  ['/order OB-1 OB-2', 'Не понял номер заказа'],
])('%s is refused with an example: %s', (line, text) => {
  expect(run(line)).toContain(text);
});

test.each([
  ['/flag OB-1003', { order_id: 'OB-1003' }],
  ['/flag ob 1003 ждём поставку', { order_id: 'ob 1003', reason: 'ждём поставку' }],
  ['/flag №1003: call back, please', { order_id: '№1003', reason: 'call back, please' }],
  ['/flag 1003 — срочно', { order_id: '1003', reason: 'срочно' }],
  ['/flag срочно', { order_id: 'срочно' }],
])('%s opens the question with what was said', (line, slots) => {
  expect(run(line)).toEqual({ type: 'template', templateId: 'ORD_FLAG', slots });
});

test('/flag alone asks for the order, /tools opens its panel', () => {
  expect(run('/flag')).toEqual({ type: 'template', templateId: 'ORD_FLAG' });
  expect(run('/tools')).toEqual({ type: 'panel', panel: 'tools', as: 'new' });
});
