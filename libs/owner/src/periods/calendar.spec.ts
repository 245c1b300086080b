import { isoDay, today } from './calendar';

test('the day is that of the zone, at every minute', () => {
  const at = (time: string, zone: string) => isoDay(today(new Date(time), zone));
  expect(at('2026-03-01T20:59:59.999Z', 'Europe/Moscow')).toBe('2026-03-01');
  expect(at('2026-03-01T20:59:59.999Z', 'Asia/Tokyo')).toBe('2026-03-02');
  expect(at('2026-03-01T20:59:59.999Z', 'Europe/Moscow')).toBe('2026-03-01');
  expect(at('2026-03-01T21:00:00.000Z', 'Europe/Moscow')).toBe('2026-03-02');
});

test('what is no zone is refused, also right after one that is', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  expect(isoDay(today(now, 'UTC'))).toBe('2026-03-01');
  expect(() => today(now, 'Europe/Nowhere')).toThrow();
});
