import { durationText } from './durations';

const t = (key: string, values: Readonly<Record<string, unknown>> = {}) => `${String(values['n'])} ${key}`;

test.each([
  [-5, '0 time.ms'],
  [999, '999 time.ms'],
  [1_400, '1 time.sec'],
  [90_000, '2 time.min'],
  [7_200_000, '2 time.hour'],
  [200_000_000, '2 time.day'],
])('%d ms are told as %s', (ms, text) => {
  expect(durationText(t, ms)).toBe(text);
});
