import { createTexts, flatten, preferredLocale } from './create-texts';

test('texts are found by their headings, with plurals of their language', () => {
  const t = createTexts('ru', { letters: { chosen: '{n, plural, one {# письмо} few {# письма} other {# писем}}' } });
  expect([1, 3, 11].map((n) => t('letters.chosen', { n }))).toEqual(['1 письмо', '3 письма', '11 писем']);
});

test('a text that is missing shows its key', () => {
  expect(createTexts('en', {})('shell.menu')).toBe('shell.menu');
});

test('markup in a text or in its values stays text', () => {
  expect(createTexts('en', { a: '<b>{name}</b>' })('a', { name: '<script>' })).toBe('<b><script></b>');
});

test('headings below headings become dots', () => {
  expect(flatten({ a: { b: { c: 'x' } }, d: 'y' })).toEqual({ 'a.b.c': 'x', d: 'y' });
});

test.each([
  [['en-GB', 'ru'], null, 'en'],
  [['de', 'ru-RU'], null, 'ru'],
  [['de'], null, 'ru'],
  [['en'], 'ru', 'ru'],
  [['ru'], 'xx', 'ru'],
] as const)('a browser that wants %p, with %p kept, reads %s', (wanted, stored, locale) => {
  expect(preferredLocale(wanted, stored)).toBe(locale);
});
