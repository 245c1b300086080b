import { lookAt, resendDelayMs } from './schedule';

const unknownAt = new Date('2026-03-02T12:00:00.000Z');
const secondsAt = (position: number) => ((lookAt(unknownAt, position)?.getTime() ?? Number.NaN) - unknownAt.getTime()) / 1_000;

test('an unknown outcome is looked at soon, then every half hour of a day, then daily for a week', () => {
  expect([0, 1, 2, 3, 4, 5].map(secondsAt)).toEqual([10, 30, 60, 120, 300, 900]);
  expect([6, 7, 53].map((position) => secondsAt(position) / 1_800)).toEqual([1, 2, 48]);
  expect([54, 55, 59].map((position) => secondsAt(position) / 86_400)).toEqual([2, 3, 7]);
  expect(lookAt(unknownAt, 60)).toBeNull();
});

test('re-sends wait longer each time, never less than SIS asked for', () => {
  expect([0, 1, 2, 3, 4, 5, 29].map((waits) => resendDelayMs(waits))).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  expect(resendDelayMs(0, 45_000)).toBe(45_000);
});
