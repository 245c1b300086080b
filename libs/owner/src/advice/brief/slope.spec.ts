import fc from 'fast-check';
import { slopePerDay } from './slope';

const points = (...values: string[]) => values.map((value, at) => ({ day: `2027-03-${String(at + 1).padStart(2, '0')}`, value }));

test('what rises by the same each day rises by that', () => {
  expect([slopePerDay(points('10', '20', '30', '40')), slopePerDay(points('40', '30', '20')), slopePerDay(points('7.5', '7.5', '7.5'))]).toEqual(['10.00', '-10.00', '0.00']);
});

test('one high day in the middle tilts nothing; days that are missing count as time', () => {
  expect(slopePerDay(points('10', '90', '10'))).toBe('0.00');
  expect(slopePerDay([{ day: '2027-03-01', value: '10' }, { day: '2027-03-02', value: '20' }, { day: '2027-03-11', value: '110' }])).toBe('10.00');
});

test('of fewer than three days nobody can tell', () => {
  expect([slopePerDay([]), slopePerDay(points('1', '2'))]).toEqual([null, null]);
});

test('the same series backwards has the contrary slope', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 3, maxLength: 28 }), (values) => {
      const forward = slopePerDay(points(...values.map(String)));
      const backward = slopePerDay(points(...values.toReversed().map(String)));
      expect(Number(forward) + Number(backward)).toBeCloseTo(0, 6);
    }),
    { numRuns: 50 },
  );
});
