import { momentsOf } from './moments';

const at = (now: string, tz: string, day: number, minute: number) => momentsOf(new Date(now), tz).at(day, minute)?.toISOString();

test('a seeded minute is that minute of its local day, whatever the clock did since', () => {
  expect(at('2026-03-30T10:00:00Z', 'Europe/Berlin', 0, 600)).toBe('2026-03-30T08:00:00.000Z');
  expect(at('2026-03-30T10:00:00Z', 'Europe/Berlin', 2, 600)).toBe('2026-03-28T09:00:00.000Z');
  expect(at('2026-03-30T10:00:00Z', 'Asia/Kathmandu', -1, 1260)).toBe('2026-03-31T15:15:00.000Z');
});

test('the night of the change has its own offset before it', () => {
  // On 29 March 2026 Berlin's clocks went from 02:00 to 03:00.
  expect(at('2026-03-29T10:00:00Z', 'Europe/Berlin', 0, 60)).toBe('2026-03-29T00:00:00.000Z');
  expect(at('2026-03-29T10:00:00Z', 'Europe/Berlin', 0, 300)).toBe('2026-03-29T03:00:00.000Z');
});

test('an age is cut to the minute, and nothing stays nothing', () => {
  const moments = momentsOf(new Date('2026-03-18T11:00:42Z'), 'Europe/Berlin');
  expect(moments.ago(90).toISOString()).toBe('2026-03-18T09:30:00.000Z');
  expect(moments.at(null, 5)).toBeNull();
});
