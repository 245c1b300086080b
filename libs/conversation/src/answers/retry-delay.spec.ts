import { retryDelayMs } from './retry-delay';

/** The moments of the attempts of a request whose every attempt fails at once, in seconds after the first failure. */
function attempts(untilSec: number): number[] {
  const moments: number[] = [];
  for (let at = 0; at <= untilSec; at += retryDelayMs(at * 1_000) / 1_000) moments.push(at);
  return moments;
}

test('a kept request is tried after 5, 10, 20 and 40 seconds, then every minute', () => {
  expect(attempts(300)).toEqual([0, 5, 15, 35, 75, 135, 195, 255]);
});

test('never sooner than the source asked for', () => {
  expect(retryDelayMs(0, 30_000)).toBe(30_000);
  expect(retryDelayMs(600_000, 30_000)).toBe(60_000);
});
