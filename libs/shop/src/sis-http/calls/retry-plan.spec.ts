import { nextDelayMs, type RetryState } from './retry-plan';

const first: RetryState = { made: 1, allowed: 6, sinceFirstMs: 0, baseMs: 700, retryAfterMs: null, random: 0.5 };

test('the delay doubles with each attempt, up to five seconds', () => {
  expect([1, 2, 3, 4, 5].map((made) => nextDelayMs({ ...first, made }))).toEqual([700, 1400, 2800, 5000, 5000]);
});

test('it is moved by a fifth at most', () => {
  expect(nextDelayMs({ ...first, random: 0 })).toBeCloseTo(560);
  expect(nextDelayMs({ ...first, random: 1 })).toBeCloseTo(840);
});

test.each<[string, Partial<RetryState>, number | null]>([
  ['the attempts are used up', { made: 3, allowed: 3 }, null],
  ['there is none to repeat', { made: 1, allowed: 1 }, null],
  ['the server names a longer time', { retryAfterMs: 4_000 }, 4_000],
  ['the server names a shorter time', { retryAfterMs: 0 }, 700],
  ['the server names more than five seconds', { retryAfterMs: 5_001 }, null],
  ['the next would start at ten seconds', { sinceFirstMs: 9_300 }, 700],
  ['the next would start later than ten seconds', { sinceFirstMs: 9_301 }, null],
])('when %s', (_name, change, delayMs) => {
  expect(nextDelayMs({ ...first, ...change })).toBe(delayMs);
});
