import * as fc from 'fast-check';
import { maskPrivate, restorePrivate } from './mask-private';

test.each([
  ['найди +49 171 392-00-02 вечером', 'найди <PHONE_1> вечером'],
  ['0171 3920002 и 8 (916) 123-45-67', '<PHONE_1> и <PHONE_2>'],
  ['89161234567, 79161234567', '<PHONE_1>, <PHONE_2>'],
  ['телефон (212) 555-1234', 'телефон <PHONE_1>'],
  ['212-555-1234', '<PHONE_1>'],
  ['123-45-67', '<PHONE_1>'],
  ['напиши anna.k@example.com и a+b@mail.example.org.', 'напиши <EMAIL_1> и <EMAIL_2>.'],
  ['почта 89161234567@mail.ru', 'почта <EMAIL_1>'],
  ['я писал <PHONE_1>, звони 0171 3920002', 'я писал <PHONE_1>, звони <PHONE_2>'],
])('"%s" leaves as "%s"', (text, masked) => {
  expect(maskPrivate(text).text).toBe(masked);
});

test.each([
  'скидка 15% на 101 102 103',
  'товары 1001 1002 1003 1004',
  'с 2026-03-01 по 2026-03-05',
  'с 01.03.2026 по 05.03.2026',
  '01-03-2026',
  'заказ OB-1003, OB-100312345',
  'сумма 117090.00',
  'сумма 1 000 000',
  'в 09:00',
  '0.25',
  'tg-100-200',
  '20.03-25.03',
])('"%s" holds no phone', (text) => {
  expect(maskPrivate(text).text).toBe(text);
});

const words = fc.oneof(fc.constantFrom('+49 171 392-00-02', '0171 3920002', 'a@b.example', '<PHONE_1>', '<EMAIL_2>', '<PHONE_', '>', '12', ' ', '\n', 'да'), fc.string());

test('what was hidden comes back to the letter, in any text', () => {
  fc.assert(
    fc.property(fc.array(words).map((parts) => parts.join('')), (text) => {
      const { text: masked, originals } = maskPrivate(text);
      // A prefix keeps it from being a phone and nothing else.
      expect(restorePrivate(`: ${masked}`, originals)).toBe(`: ${text}`);
    }),
  );
});

test('no e-mail and no international number is left in what goes out', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('+49 171 392-00-02', 'anna@example.com', 'и', 'позвони', ','), { minLength: 1 }), (parts) => {
      expect(maskPrivate(parts.join(' ')).text).not.toMatch(/@|171|392/);
    }),
  );
});

test('a value that is a phone loses spaces and brackets; inside a text it stays as it was written', () => {
  const { originals } = maskPrivate('+49 (171) 392-00-02');
  expect(restorePrivate({ phone: '<PHONE_1>', list: ['звони <PHONE_1>'], n: 1, none: null }, originals)).toEqual({ phone: '+491713920002', list: ['звони +49 (171) 392-00-02'], n: 1, none: null });
});
