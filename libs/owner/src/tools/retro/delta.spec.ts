import { deltaOf, shareOf } from './delta';

test.each([
  [123, 100, { abs: 23, pct: 23 }],
  [0, 8, { abs: -8, pct: -100 }],
  [9, 8, { abs: 1, pct: 12.5 }],
  [3, 7, { abs: -4, pct: -57.1 }],
  [1003, 800, { abs: 203, pct: 25.4 }],
  [597, 800, { abs: -203, pct: -25.4 }],
  [5, 0, { abs: 5, pct: null }],
  [0, 0, { abs: 0, pct: null }],
])('from %2$d to %1$d', (now, before, expected) => {
  expect(deltaOf(now, before)).toEqual(expected);
});

test.each([[1, 3, 33.3], [2, 3, 66.7], [1, 16, 6.3], [0, 5, 0], [1, 0, null]])('%d of %d', (part, whole, expected) => {
  expect(shareOf(part, whole)).toBe(expected);
});
