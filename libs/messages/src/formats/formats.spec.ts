import fc from 'fast-check';
import { createTexts } from '../catalogue/create-texts';
import { createCatalogue } from '../catalogue/create-catalogue';
import { platformTexts } from '../platform';
import { createFormats } from './create-formats';

const catalogue = createCatalogue([platformTexts]);
const formatsOf = (locale: 'ru' | 'en') =>
  createFormats({ texts: createTexts(catalogue, locale, { escapeHtml: String }), timezone: 'Europe/Berlin', now: new Date('2027-03-18T11:00:00Z') });
const ru = formatsOf('ru');
const en = formatsOf('en');
/** A no-break space, visible. */
const spaced = (text: string) => text.replaceAll('\u00a0', '~');

test.each([
  ['1234.5', '1~234,50~€', '€1,234.50'],
  ['-1234567.891', '−1~234~567,89~€', '−€1,234,567.89'],
  ['0', '0,00~€', '€0.00'],
  ['-0.00', '0,00~€', '€0.00'],
  ['-0.004', '0,00~€', '€0.00'],
  ['0.005', '0,01~€', '€0.01'],
  ['90071992547409931234.57', '90~071~992~547~409~931~234,57~€', '€90,071,992,547,409,931,234.57'],
  [null, '—', '—'],
])('money %s', (value, russian, english) => {
  expect(spaced(ru.money(value, 'EUR'))).toBe(russian);
  expect(spaced(en.money(value, 'EUR'))).toBe(english);
});

test('money of other currencies has the symbol or the code of its language', () => {
  expect(spaced(ru.money('5', 'UAH'))).toBe('5,00~₴');
  expect(spaced(en.money('5', 'CHF'))).toBe('CHF~5.00');
  expect(spaced(en.moneyChange('-5', 'CHF'))).toBe('−CHF~5.00');
  expect(spaced(ru.moneyChange('364.75', 'EUR'))).toBe('+364,75~€');
});

test.each([
  ['23.2', '+23,2~%', '+23.2%'],
  ['-3', '−3~%', '−3%'],
  ['5.94', '+5,94~%', '+5.94%'],
  ['0', '0~%', '0%'],
  ['-0.00', '0~%', '0%'],
  [null, '—', '—'],
])('change %s', (value, russian, english) => {
  expect(spaced(ru.change(value))).toBe(russian);
  expect(spaced(en.change(value))).toBe(english);
});

test('integers and decimals', () => {
  expect(spaced(ru.integer(12345))).toBe('12~345');
  expect(en.integer(12345)).toBe('12,345');
  expect(ru.number('3.50')).toBe('3,5');
  expect([ru.rate('0.9200'), ru.rate('41.23456'), en.rate('1'), en.rate(null)]).toEqual(['0,92', '41,23456', '1.00', '—']);
  expect(en.number('3.5')).toBe('3.5');
  expect(ru.integer(null)).toBe('—');
});

test.each([
  ['2027-03-15', '2027-03-15', '15.03', '15~Mar'],
  ['2028-03-15', '2028-03-15', '15.03.2028', '15~Mar~2028'],
  ['2027-03-01', '2027-03-15', '01–15.03', '1–15~Mar'],
  ['2026-03-01', '2026-03-15', '01–15.03.2026', '1–15~Mar~2026'],
  ['2027-02-28', '2027-03-03', '28.02–03.03', '28~Feb~– 3~Mar'],
  ['2026-12-28', '2027-01-03', '28.12.2026–03.01.2027', '28~Dec~2026~– 3~Jan~2027'],
])('range %s to %s', (from, to, russian, english) => {
  expect(spaced(ru.range(from, to))).toBe(russian);
  expect(spaced(en.range(from, to))).toBe(english);
});

test('a time is the local one, also across the change of the clock', () => {
  expect(ru.time('2027-03-18T11:00:00Z')).toBe('12:00');
  expect(ru.time('2027-03-28T01:30:00Z')).toBe('03:30');
  expect(spaced(en.moment('2027-03-18T23:30:00Z'))).toBe('19~Mar, 00:30');
  expect(ru.moment(null)).toBe('—');
  expect(spaced(ru.dayOfWeek('2027-03-15'))).toBe('пн~15.03');
});

test.each([
  [0, '0~мин', '0~min'],
  [35, '35~мин', '35~min'],
  [60, '1~ч', '1~h'],
  [30 * 60, '30~ч', '30~h'],
  [48 * 60, '2~дн', '2~d'],
  [null, '—', '—'],
])('age of %s minutes', (minutes, russian, english) => {
  expect(spaced(ru.age(minutes))).toBe(russian);
  expect(spaced(en.age(minutes))).toBe(english);
});

test('what is not a decimal string is refused', () => {
  for (const value of ['', '1e5', '1,5', 'NaN', '--1', ' 1']) expect(() => ru.money(value, 'EUR')).toThrow('not a decimal string');
});

test('money keeps every digit of any amount with two places', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (cents) => {
      const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
      const value = `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
      const shown = ru.money(value, 'EUR').replaceAll('\u00a0', '').replace('€', '').replace('−', '-').replace(',', '.');
      expect(shown).toBe(value);
    }),
  );
});
