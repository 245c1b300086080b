import { assert, array, integer, property } from 'fast-check';
import { pairedScales } from './paired-scales';

test('ticks are round numbers, as many on both sides', () => {
  expect(pairedScales(['1170.90', '943.00'], [14, 10])).toEqual({ amounts: ['0', '250', '500', '750', '1000', '1250'], counts: [0, 5, 10, 15, 20, 25] });
});

test('values below zero extend both axes, and their zeros stay level', () => {
  expect(pairedScales(['-450', '900'], [9])).toEqual({ amounts: ['-500', '0', '500', '1000'], counts: [-5, 0, 5, 10] });
});

test('nothing but zeros still has an axis', () => {
  expect(pairedScales(['0.00'], [0])).toEqual({ amounts: ['0', '1'], counts: [0, 1] });
});

test('every value lies within its axis, zero is on it, and both have as many ticks', () => {
  const cents = integer({ min: -1_000_000, max: 100_000_000 });
  assert(
    property(array(cents, { minLength: 1 }), array(integer({ min: 0, max: 100_000 }), { minLength: 1 }), (amounts, counts) => {
      const scales = pairedScales(amounts.map((one) => (one / 100).toFixed(2)), counts);
      const at = scales.amounts.map(Number);
      expect(scales.counts).toHaveLength(at.length);
      expect(at.indexOf(0)).toBe(scales.counts.indexOf(0));
      expect(at[0]).toBeLessThanOrEqual(Math.min(0, ...amounts) / 100);
      expect(at.at(-1)).toBeGreaterThanOrEqual(Math.max(...amounts) / 100);
      expect(scales.counts.at(-1)).toBeGreaterThanOrEqual(Math.max(...counts));
      expect(at.length).toBeLessThanOrEqual(9);
    }),
  );
});
