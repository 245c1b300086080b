import { aContext } from '../fixtures/reply-context';
import { commands } from './commands';

const run = (name: string, args: string, locale: 'ru' | 'en' = 'ru') => {
  const command = commands.find((one) => one.name === name);
  if (command === undefined) throw new Error(`no command ${name}`);
  return command.route({ source: 'command', chatId: '700', text: `/${name} ${args}`, data: null, messageId: '1', args }, aContext({ locale }));
};

test('/fx shows the state of the rate', () => {
  expect(run('fx', '')).toEqual({ type: 'tool', tool: 'sis_fx_status', payload: {}, presentation: 'fx_status' });
});

test.each([
  ['5', '5'],
  ['7,5%', '7.5'],
  ['пять', '5'],
  ['0,1', '0.1'],
  ['200', '200'],
  ['-3', '-3'],
  ['−3 %', '-3'],
  ['минус 7,5', '-7.5'],
  ['minus 90', '-90'],
])('/tpl_bump %s is a change of all prices by %s percent', (args, percent) => {
  expect(run('tpl_bump', args)).toEqual({ type: 'tool', tool: 'sis_prices_bump', payload: { scope_all: true, bump_additive: '0', bump_percent: percent } });
});

test.each([
  ['', 'Ответ пустой.'],
  ['0', '0 не подходит: можно от\u00a00,1 до\u00a0200.'],
  ['201', '201 не подходит: можно от\u00a00,1 до\u00a0200.'],
  ['-91', '−91 не подходит: можно от\u00a0−90 до\u00a0−0,1.'],
  ['1.234', '«1.234»'],
  ['5 товаров', 'Не понял слово «товаров»'],
  ['в два раза', '«во сколько раз»'],
])('/tpl_bump %j says why not, and gives an example', (args, why) => {
  const route = run('tpl_bump', args);
  expect(route).toMatchObject({ type: 'refusal', reason: 'VALIDATION_ERROR', reply: { html: expect.stringContaining(why) } });
  expect(route).toMatchObject({ reply: { html: expect.stringContaining('<code>/tpl_bump 5</code>') } });
});

test('/tpl_rate_set reprices at that set, everything else as the template says', () => {
  expect(run('tpl_rate_set', 'rs-5d1f')).toEqual({
    type: 'tool',
    tool: 'sis_fx_reprice',
    payload: { shop_currency: 'EUR', markup_percent: '0', markup_additive: '0', anomaly_threshold_pct: '25', rate_set_id: 'rs-5d1f' },
  });
});

test.each(['', 'rs 5d1f', `rs-${'x'.repeat(65)}`, '<b>'])('/tpl_rate_set %j asks for the number of a set', (args) => {
  expect(run('tpl_rate_set', args, 'en')).toMatchObject({ type: 'refusal', reply: { html: expect.stringContaining('/tpl_rate_set rs-2026-03-18') } });
});
