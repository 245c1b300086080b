import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { ADJUST_ROUNDINGS, ROUNDING_MODES } from '../../methods/actions/action-bodies';
import { adjustRoundingOf, roundedChange, roundingOf } from './rounding';

const price = fc.integer({ min: 1, max: 10_000_000 }).map((units) => new Decimal(units).div(10_000));
const step = fc.integer({ min: 1, max: 100_000 }).map((cents) => new Decimal(cents).div(100));
const ceiling = fc.constantFrom('CEIL_INT', 'CEIL_0_50', 'CEIL_0_99', 'CEIL_STEP' as const);

test.each([
  ['NONE', '10.004', '10'],
  ['NONE', '10.005', '10.01'],
  ['CEIL_INT', '10.0001', '11'],
  ['CEIL_INT', '10', '10'],
  ['CEIL_0_50', '10.01', '10.5'],
  ['CEIL_0_50', '10.51', '11'],
  ['CEIL_0_99', '10.99', '10.99'],
  ['CEIL_0_99', '10.991', '11.99'],
  ['CEIL_0_99', '0.2', '0.99'],
] as const)('%s makes %s into %s', (mode, from, to) => {
  expect(roundingOf(mode, null)(new Decimal(from)).toString()).toBe(to);
});

test.each([
  ['none', '10.005', '10.01'],
  ['int', '10.5', '11'],
  ['int', '10.49', '10'],
  ['0.5', '10.25', '10.5'],
  ['0.5', '10.24', '10'],
  ['0.99', '10.10', '10.99'],
] as const)('adjusting with %s makes %s into %s', (rounding, from, to) => {
  expect(adjustRoundingOf(rounding)(new Decimal(from)).toString()).toBe(to);
});

test('a mode that rounds up gives the smallest price of its grid that is not lower', () => {
  fc.assert(
    fc.property(price, ceiling, step, (x, mode, size) => {
      const rounded = roundingOf(mode, size)(x);
      const grid = { CEIL_INT: '1', CEIL_0_50: '0.5', CEIL_0_99: '1', CEIL_STEP: size }[mode];
      const offset = mode === 'CEIL_0_99' ? '0.99' : 0;
      expect(rounded.gte(x)).toBe(true);
      expect(rounded.minus(offset).mod(grid).isZero()).toBe(true);
      // Below 0.99 there is no lower price of that form.
      expect(rounded.minus(grid).lt(x) || rounded.eq(offset)).toBe(true);
    }),
  );
});

test('rounding never turns a change round', () => {
  const roundings = [...ROUNDING_MODES.map((mode) => roundingOf(mode, new Decimal('2.5'))), ...ADJUST_ROUNDINGS.map(adjustRoundingOf)];
  fc.assert(
    fc.property(price, price, fc.constantFrom(...roundings), (old, raw, round) => {
      const { price: result, isKept } = roundedChange(old, raw, round);
      expect(raw.lt(old) ? result.lte(old) : raw.gt(old) ? result.gte(old) : true).toBe(true);
      expect(isKept).toBe(!raw.eq(old) && result.eq(old));
    }),
  );
});
