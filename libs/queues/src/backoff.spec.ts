import { backoffMs } from './backoff';

const INBOX = { minMs: 500, maxMs: 30_000 };

test('the ceiling doubles with each attempt and stays at the cap', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => backoffMs(INBOX, attempt, 'backoff', () => 0.999999));
  expect(ceilings).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('jitter is full: from next to nothing up to the ceiling', () => {
  expect(backoffMs(INBOX, 4, 'backoff', () => 0)).toBe(1);
  expect(backoffMs(INBOX, 4, 'backoff', () => 0.25)).toBe(1_000);
});

test('a time that the error states is obeyed, beyond the cap too', () => {
  expect(backoffMs(INBOX, 1, { afterMs: 90_000 }, () => 0)).toBe(90_000);
});

test('no wait is ever zero', () => {
  expect(backoffMs(INBOX, 1, { afterMs: 0 }, () => 0)).toBe(1);
});
