import { aContext } from '../fixtures/reply-context';
import { createParser } from './create-parser';
import type { Parser } from './parser';

/** Thursday, 18 March 2027, noon in Berlin; the shop counts in EUR. */
const contexts = { ru: aContext({ locale: 'ru' }), en: aContext({ locale: 'en' }) };

function make(spec: Record<string, unknown>): Parser {
  const made = createParser(spec);
  if ('problems' in made) throw new Error(JSON.stringify(made.problems));
  return made.parser;
}

function read(spec: Record<string, unknown>, text: string, locale: 'ru' | 'en'): unknown {
  const answer = make(spec).parse(text, contexts[locale]);
  return answer.ok ? answer.value : `! ${answer.problem.key.replace('parse.', '')}`;
}

type Case = readonly [locale: 'ru' | 'en', text: string, expected: unknown];
const STATUS = { values: [{ value: 'paid', text: { ru: 'Оплачен', en: 'Paid' }, synonyms: ['оплаченные'] }, { value: 'stuck', text: { ru: 'Завис', en: 'Stuck' } }] };

const CASES: readonly (readonly [spec: Record<string, unknown>, cases: readonly Case[]])[] = [
  [{ type: 'text', min: 1, max: 10 }, [
    ['ru', '  Ждёт замену \n', '! text.too_long'], ['ru', 'две\nстроки', 'две\nстроки'], ['en', ' hello ', 'hello'], ['ru', '  ', '! empty'], ['en', '\0\0', '! empty'],
  ]],
  [{ type: 'text', min: 3, max: 64, pattern: '[A-Z0-9_-]+', upper: true }, [['en', 'spring-10', 'SPRING-10'], ['ru', 'весна', '! text.pattern'], ['en', 'ab', '! text.too_short']]],
  [{ type: 'integer', min: 0, max: 9999 }, [
    ['ru', '20', 20], ['ru', '1 200', 1200], ['ru', 'двадцать', 20], ['ru', 'двадцать пять', 25], ['ru', '20 шт', 20], ['ru', '20, пожалуйста', '! word'], ['ru', 'до 3', 3],
    ['en', '1,200', 1200], ['en', 'twenty', 20], ['en', '20 pcs', 20], ['ru', 'тысяча', 1000], ['ru', 'две тысячи двести', 2200],
    ['ru', '2,5', '! number.fraction'], ['ru', 'полтора', '! number.fraction'], ['ru', '10-20', '! number.range'], ['ru', 'от 10 до 20', '! number.range'], ['en', '10 to 20', '! number.range'],
    ['ru', '3 5', '! number.several'], ['ru', '3, 5', '! number.several'], ['ru', '10000', '! number.outside'], ['ru', '-1', '! number.outside'], ['ru', 'много', '! number.unreadable'],
    ['ru', '1,200', '! number.separator'], ['ru', '20 евро', '! word'], ['ru', '', '! empty'], ['ru', '1..2', '! number.range'],
  ]],
  [{ type: 'decimal', min: '0', max: '1000' }, [
    ['ru', '3,5', '3.5'], ['ru', '3.5', '3.5'], ['ru', 'полтора', '1.5'], ['en', '3.5', '3.5'], ['ru', '1,200', '! number.separator'], ['en', '1.200', '! number.separator'],
    ['ru', '0,125', '0.125'], ['ru', '0,00001', '! number.places'], ['ru', '1001', '! number.outside'], ['ru', '-1', '! number.sign_positive'],
  ]],
  [{ type: 'percent', sign: 'positive', min: '0.1', max: '200' }, [
    ['ru', '5', '5'], ['ru', '5%', '5'], ['ru', '5 процентов', '5'], ['ru', 'пять', '5'], ['ru', 'на три процента', '3'], ['ru', '7,5 %', '7.5'], ['ru', '+5', '5'], ['en', '5 percent', '5'],
    ['ru', '-5', '! number.sign_positive'], ['ru', 'минус 7', '! number.sign_positive'], ['en', 'minus 7', '! number.sign_positive'], ['ru', 'в два раза', '! number.factor'], ['en', 'twice', '! number.factor'],
    ['ru', '5 10', '! number.several'], ['ru', 'от 5 до 10 %', '! number.range'], ['ru', '0', '! number.outside'], ['ru', '201', '! number.outside'], ['ru', '5,255', '! number.separator'], ['ru', '0,255', '! number.places'],
    ['ru', '5 евро', '! word'], ['ru', '1e2', '! number.several'],
  ]],
  [{ type: 'percent', sign: 'negative', min: '-90', max: '-0.1' }, [
    ['ru', '5', '-5'], ['ru', '-7,5 %', '-7.5'], ['ru', '−7', '-7'], ['ru', 'минус 7', '-7'], ['en', 'minus 7', '-7'], ['ru', '+5', '! number.sign_negative'], ['ru', '91', '! number.outside'], ['ru', '0', '! number.outside'],
  ]],
  [{ type: 'percent', sign: 'any', min: '-90', max: '200' }, [['ru', '+5', '5'], ['ru', '-5', '-5'], ['ru', 'плюс 5', '5'], ['ru', '5', '! number.sign_needed']]],
  [{ type: 'percent', min: '1', max: '95', as: 'integer' }, [['ru', '10 %', 10], ['ru', '10,5', '! number.fraction']]],
  [{ type: 'money', min: '0.01', max: '1000000' }, [
    ['ru', '1 200,50', '1200.50'], ['ru', '100 €', '100.00'], ['ru', '100 евро', '100.00'], ['ru', '1,5 тыс', '1500.00'], ['en', '€100', '100.00'], ['en', '1,200.50', '1200.50'], ['en', '1.5k', '1500.00'],
    ['ru', '49,90', '49.90'], ['ru', '100 $', '! money.currency'], ['en', '100 usd', '! money.currency'], ['ru', 'сто гривен', '! money.currency'], ['ru', '-5', '! number.sign_positive'],
    ['ru', '1,200', '! number.separator'], ['ru', '1.2.3', '! number.unreadable'], ['ru', '0', '! number.outside'], ['ru', '9999999', '! number.outside'], ['ru', '1,2345', '! number.places'],
  ]],
  [{ type: 'money', sign: 'any', min: '-100000', max: '100000', not_zero: true }, [['ru', '+5', '5.00'], ['ru', '-5,5 €', '-5.50'], ['ru', '5', '! number.sign_needed'], ['ru', '0', '! number.zero']]],
  [{ type: 'ids', of: 'product', max: 4 }, [
    ['ru', '1 2 3', [1, 2, 3]], ['ru', 'PRD-012, 7', [12, 7]], ['ru', 'товары 1, 2 и 3', [1, 2, 3]], ['en', 'products 4;5\n6 and 7', [4, 5, 6, 7]], ['ru', '1 1 2', [1, 2]], ['ru', 'prd 12', [12]], ['ru', 'РRD-012', [12]],
    ['ru', '1, худи', '! ids.word'], ['ru', '10-15', '! ids.range'], ['ru', '1 2 3 4 5', '! ids.too_many'], ['ru', 'товары', '! ids.none'], ['ru', '0', '! ids.word'], ['ru', '99999999999', '! ids.word'], ['ru', 'LOOK-1', '! ids.word'],
  ]],
  [{ type: 'ids', of: 'look', max: 1 }, [['ru', 'LOOK-02', [2]], ['ru', '1 2', '! ids.too_many']]],
  [{ type: 'order_id' }, [
    ['ru', 'OB-1001', 'OB-1001'], ['ru', 'ОВ-1001', 'OB-1001'], ['ru', 'ob 1001', 'OB-1001'], ['ru', '№1001', 'OB-1001'], ['en', '#1001', 'OB-1001'], ['ru', '1001', 'OB-1001'], ['ru', 'заказ OB-1001, пожалуйста', 'OB-1001'],
    ['ru', 'худи', '! order_id.unreadable'], ['ru', 'OB-1001 OB-1002', '! order_id.two'], ['ru', 'OB-1001 отмени', '! order_id.unreadable'],
  ]],
  [{ type: 'phone', partial: true }, [
    ['ru', '+49 (171) 392-00-02', '+491713920002'], ['en', '0049 171 3920002', '+491713920002'], ['en', '+49 171', '49171'], ['ru', '0171 3920002', '1713920002'], ['ru', '39200', '39200'], ['ru', 'телефон 392 00 02', '3920002'], ['ru', '3920', '! phone.short'], ['en', 'call 39200', '! phone.letters'],
  ]],
  [{ type: 'phone' }, [['en', '39200', '! phone.short'], ['en', '1'.repeat(30), '! phone.long']]],
  [{ type: 'date', direction: 'past', max_days: 400 }, [
    ['ru', '15.03', '2027-03-15'], ['ru', '15.03.2027', '2027-03-15'], ['ru', '15 марта', '2027-03-15'], ['ru', 'вчера', '2027-03-17'], ['ru', 'в понедельник', '2027-03-15'], ['ru', '2027-03-15', '2027-03-15'],
    ['en', '15 March', '2027-03-15'], ['en', 'Mar 15', '2027-03-15'], ['en', 'yesterday', '2027-03-17'],
    ['ru', '31.02', '! date.no_such_day'], ['ru', 'завтра', '! date.future'], ['en', '03/04', '! date.ambiguous'], ['ru', '15.03.2020', '! date.too_far'], ['ru', 'худи', '! date.unreadable'], ['ru', 'за неделю', '! date.unreadable'],
  ]],
  [{ type: 'date', direction: 'future' }, [['ru', 'завтра', '2027-03-19'], ['ru', '1 апреля', '2027-04-01'], ['en', 'Jan 5', '2028-01-05'], ['ru', '15.03.2020', '! date.past'], ['ru', 'вчера', '! date.unreadable']]],
  [{ type: 'time' }, [
    ['ru', '9', '09:00'], ['ru', '9:00', '09:00'], ['ru', '09.30', '09:30'], ['ru', '9 утра', '09:00'], ['ru', 'в 9 вечера', '21:00'], ['ru', 'полдень', '12:00'], ['en', '9am', '09:00'], ['en', '9:30 pm', '21:30'], ['en', 'noon', '12:00'],
    ['en', '12am', '00:00'], ['ru', 'девять', '09:00'], ['ru', '24:00', '! time.outside'], ['ru', '9:60', '! time.outside'], ['ru', '9 и 10', '! time.two'], ['ru', '9:00 10:00', '! time.two'], ['ru', '15 утра', '! time.outside'],
    ['ru', 'рано', '! time.unreadable'],
  ]],
  [{ type: 'period', max_days: 92 }, [
    ['ru', 'прошлый месяц', { preset: 'last_month' }], ['ru', 'за 7 дней', { preset: '7d' }], ['ru', 'с 1 по 15 марта', { preset: 'custom', from: '2027-03-01', to: '2027-03-15' }], ['en', 'last week', { preset: 'last_week' }],
    ['ru', 'завтра', '! period.future'], ['ru', '200 дней', '! period.too_long'], ['ru', '500 дней', '! period.too_long'], ['ru', 'вчера и сегодня', '! period.two'], ['ru', 'худи', '! period.unreadable'], ['ru', 'с 15 по 1 марта', '! period.reversed'],
  ]],
  [{ type: 'duration', unit: 'hours', min: 1, max: 8760, never: true }, [
    ['ru', '2 часа', 2], ['ru', 'сутки', 24], ['ru', '3 дня', 72], ['ru', 'на неделю', 168], ['ru', 'бессрочно', 'never'], ['en', '2h', 2], ['en', '3 days', 72], ['en', 'a week', 168], ['en', 'no end', 'never'],
    ['ru', '1 день и 2 часа', 26], ['ru', '5', '! duration.unit'], ['ru', 'полчаса', '! duration.not_whole'], ['ru', '9000 часов', '! duration.outside'], ['ru', 'худи', '! duration.unreadable'], ['ru', '1,200 часов', '! number.separator'],
  ]],
  [{ type: 'duration', unit: 'minutes', min: 15, max: 360 }, [['ru', 'полчаса', 30], ['ru', 'полтора часа', 90], ['ru', 'навсегда', '! duration.no_end']]],
  [{ type: 'duration', unit: 'days', min: 1, max: 60, bare: true }, [['ru', '14', 14], ['ru', 'две недели', 14], ['ru', '36 часов', '! duration.not_whole'], ['ru', '61', '! duration.outside'], ['ru', '5 6', '! duration.unreadable']]],
  [{ type: 'enum', ...STATUS }, [['ru', 'оплачен', 'paid'], ['en', 'Оплаченные.', 'paid'], ['en', 'PAID', 'paid'], ['ru', 'stuck', 'stuck'], ['ru', 'опл', '! enum']]],
  [{ type: 'enum', not_shop_currency: true, values: ['EUR', 'USD'].map((value) => ({ value, text: { ru: value, en: value } })) }, [['ru', 'usd', 'USD'], ['ru', 'EUR', '! enum']]],
  [{ type: 'boolean' }, [['ru', 'да', true], ['ru', 'выкл', false], ['en', 'Yes', true], ['en', 'off', false], ['ru', 'может', '! boolean']]],
  [{ type: 'timezone' }, [
    ['ru', 'europe/berlin', 'Europe/Berlin'], ['ru', 'Киев', 'Europe/Kyiv'], ['ru', 'в Варшаве', 'Europe/Warsaw'], ['en', 'New York', 'America/New_York'], ['en', 'Berlin', 'Europe/Berlin'],
    ['ru', 'UTC+2', '! timezone.offset'], ['ru', '+3', '! timezone.offset'], ['ru', 'Нарния', '! timezone.unknown'],
  ]],
  [{ type: 'json_or_kv', keys: ['provider', 'min_rate_delta_percent', 'on'] }, [
    ['en', '{"provider":"ecb"}', { provider: 'ecb' }], ['en', 'provider=ecb, on=true', { provider: 'ecb', on: true }], ['ru', 'provider = ecb;\nmin_rate_delta_percent=0.5', { provider: 'ecb', min_rate_delta_percent: '0.5' }],
    ['en', '{"rate":1}', '! json.key'], ['en', '{"provider":', '! json.syntax'], ['en', '[1]', '! json.syntax'], ['en', 'provider', '! json.syntax'], ['en', '', '! empty'],
  ]],
  [{ type: 'json_or_kv', keys: ['min', 'hours'], decimals: ['min'] }, [
    ['en', 'min=1; hours=6', { min: '1', hours: 6 }], ['en', '{"min": 0.25, "hours": 6}', { min: '0.25', hours: 6 }], ['ru', 'min=0.5', { min: '0.5' }], ['en', '{"min": "0,5"}', { min: '0.5' }], ['en', 'min=off', { min: 'off' }],
  ]],
];

describe.each(CASES)('parser %j', (spec, cases) => {
  test.each(cases)('%s: %j gives %j', (locale, text, expected) => {
    expect(read(spec, text, locale)).toEqual(expected);
  });
});

test('every value that a parser gives is one that it accepts', () => {
  for (const [spec, cases] of CASES) {
    const parser = make(spec);
    for (const [locale, text, expected] of cases) {
      const answer = parser.parse(text, contexts[locale]);
      if (answer.ok) expect([spec, text, parser.accepts(expected)]).toEqual([spec, text, true]);
    }
  }
});

test('every refusal is words in both languages, and every value can be shown', () => {
  for (const [spec, cases] of CASES) {
    const parser = make(spec);
    for (const [, text] of cases) {
      for (const context of Object.values(contexts)) {
        const answer = parser.parse(text, context);
        if (answer.ok) expect(parser.show(answer.value, context)).not.toBe('');
        else expect(context.texts.html(answer.problem.key, answer.problem.params)).not.toMatch(/undefined|\{/);
      }
    }
  }
});

test('a long duration is shown in days, also where it is counted in hours', () => {
  const { show } = make({ type: 'duration', unit: 'hours', never: true });
  expect([24, 36, 48, 168, 'never'].map((value) => show(value, contexts.ru).replaceAll('\u00a0', ' '))).toEqual(['24 часа', '36 часов', '2 дня', '7 дней', 'бессрочно']);
});

test('ids given twice are left out with a note', () => {
  expect(make({ type: 'ids' }).parse('1 2 1', contexts.en)).toEqual({ ok: true, value: [1, 2], note: { key: 'parse.ids.doubles', params: { count: 1 } } });
});

test.each([
  [{}, 'type'],
  [{ type: 'colour' }, 'type'],
  [{ type: 'integer', mim: 1 }, 'mim'],
  [{ type: 'integer', min: '1' }, 'min'],
  [{ type: 'percent', sign: 'up' }, 'sign'],
  [{ type: 'text', pattern: '(' }, 'pattern'],
  [{ type: 'duration' }, 'unit'],
  [{ type: 'enum' }, 'values'],
])('a specification that is wrong is told by the option: %j', (spec, path) => {
  expect(createParser(spec)).toMatchObject({ problems: [{ path }] });
});
