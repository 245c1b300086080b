import { fixedClock } from '@ownerbot/runtime';
import { floodWaits } from './flood-waits';

const clock = fixedClock('2027-03-15T12:00:00Z');

test('a limit of one chat does not hold back another', () => {
  const waits = floodWaits(clock);
  expect(waits.note('1', 3_000)).toBe('chat');
  expect(waits.remainingMs('1')).toBe(3_000);
  expect(waits.remainingMs('2')).toBe(0);
});

test('a second chat refused meanwhile makes everybody wait, as long as the longest', () => {
  const waits = floodWaits(clock);
  waits.note('1', 3_000);
  expect(waits.note('2', 5_000)).toBe('bot');
  expect(waits.remainingMs('3')).toBe(5_000);
  clock.advance(4_000);
  expect(waits.note('2', 500)).toBe('chat');
  expect(waits.remainingMs('3')).toBe(1_000);
  clock.advance(1_000);
  expect(waits.remainingMs('3')).toBe(0);
});

test('the same chat refused twice is still a limit of that chat, and the longer wait counts', () => {
  const waits = floodWaits(clock);
  waits.note('1', 5_000);
  expect(waits.note('1', 1_000)).toBe('chat');
  expect(waits.remainingMs('1')).toBe(5_000);
});
