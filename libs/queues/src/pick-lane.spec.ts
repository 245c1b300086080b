import fc from 'fast-check';
import { pickLane } from './pick-lane';

test('a key has the same lane on every version', () => {
  expect(['1', '42', '-1001234567890', 'пример'].map((key) => pickLane(key, 16))).toEqual([15, 13, 1, 0]);
});

test('a lane is one of those there are', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 256 }), (key, lanes) => {
      const lane = pickLane(key, lanes);
      expect(Number.isInteger(lane) && lane >= 0 && lane < lanes).toBe(true);
    }),
  );
});

test.each([4, 16, 256])('ids that follow each other spread evenly over %i lanes', (lanes) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.constantFrom(1, 2, 10, 64), (first, step) => {
      const counts = new Array<number>(lanes).fill(0);
      const perLane = 100;
      for (let index = 0; index < lanes * perLane; index += 1) {
        const lane = pickLane(String(first + index * step), lanes);
        counts[lane] = (counts[lane] ?? 0) + 1;
      }
      expect(Math.max(...counts)).toBeLessThan(perLane * 1.7);
      expect(Math.min(...counts)).toBeGreaterThan(perLane * 0.4);
    }),
    { numRuns: 10 },
  );
});
