import { maskName, maskPhone, maskText } from './mask';

test.each([
  ['звонить +49 171 392-00-02 вечером', 'звонить •••02 вечером'],
  ['0171 3920002', '•••02'],
  ['anna.k@example.com просила', 'a•••@example.com просила'],
  ['a+b@mail.example.org, +380501234567', 'a•••@mail.example.org, •••67'],
])('"%s" is shown without the person in it', (text, masked) => {
  expect(maskText(text)).toBe(masked);
});

test.each(['OB-1003', '2027-03-18', '2027-03-18T11:00:00Z', '117090.00', '0.25', 'PRD-012', '00000000-0000-7000-8000-000000000001', 'демо-магазин 12345', 'tg-100-200'])(
  '"%s" is no phone',
  (text) => {
    expect(maskText(text)).toBe(text);
  },
);

test('a phone keeps its last two digits, a name its initials', () => {
  expect(maskPhone('+49 171 392-00-02')).toBe('•••02');
  expect(maskName('Анна Мария Ковач')).toBe('А. М. К.');
});
