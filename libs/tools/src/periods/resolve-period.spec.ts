import { addDays, dayOf, daysBetween, daysOf } from '@ownerbot/shop';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { PERIOD_PRESETS } from './period';
import { resolveDay, resolveDays, resolvePeriod, type LocalNow } from './resolve-period';

const ZONES = ['Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Apia', 'Africa/Casablanca', 'UTC'];
const anyNow: fc.Arbitrary<LocalNow> = fc.record({
  now: fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2035-01-01T00:00:00Z'), noInvalidDate: true }),
  timezone: fc.constantFrom(...ZONES),
});
/** Moments within two hours of a change of the clock in Berlin or New York. */
const changeNow: fc.Arbitrary<LocalNow> = fc
  .tuple(
    fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z'),
    fc.integer({ min: -120, max: 120 }),
    fc.constantFrom('Europe/Berlin', 'America/New_York'),
  )
  .map(([at, minutes, timezone]) => ({ now: new Date(Date.parse(at) + minutes * 60_000), timezone }));
const moments = fc.oneof(anyNow, changeNow);
const presets = fc.constantFrom(...PERIOD_PRESETS.filter((preset) => preset !== 'custom'));

test('a preset is 1 to 366 whole days, none later than today, whatever the moment and the zone', () => {
  fc.assert(
    fc.property(moments, presets, (at, preset) => {
      const { from, to, days, timezone } = resolvePeriod({ preset }, at);
      expect(timezone).toBe(at.timezone);
      expect(from <= to && to <= dayOf(at.now, at.timezone)).toBe(true);
      expect(daysOf(from, to)).toHaveLength(days);
      expect(days >= 1 && days <= 366).toBe(true);
    }),
  );
});

test('each preset is what the calendar of the zone says', () => {
  fc.assert(
    fc.property(moments, (at) => {
      const local = DateTime.fromJSDate(at.now, { zone: at.timezone });
      const day = (one: DateTime): string => one.toFormat('yyyy-MM-dd');
      const range = (preset: (typeof PERIOD_PRESETS)[number]): string[] => {
        const { from, to } = resolvePeriod({ preset }, at);
        return [from, to];
      };
      const monthBefore = local.minus({ months: 1 });
      expect(range('today')).toEqual([day(local), day(local)]);
      expect(range('yesterday')).toEqual([day(local.minus({ days: 1 })), day(local.minus({ days: 1 }))]);
      expect(range('7d')).toEqual([day(local.minus({ days: 6 })), day(local)]);
      expect(range('30d')).toEqual([day(local.minus({ days: 29 })), day(local)]);
      expect(range('90d')).toEqual([day(local.minus({ days: 89 })), day(local)]);
      expect(range('this_week')).toEqual([day(local.startOf('week')), day(local)]);
      expect(range('last_week')).toEqual([day(local.startOf('week').minus({ days: 7 })), day(local.startOf('week').minus({ days: 1 }))]);
      expect(range('this_month')).toEqual([day(local.startOf('month')), day(local)]);
      expect(range('last_month')).toEqual([day(monthBefore.startOf('month')), day(monthBefore.endOf('month'))]);
    }),
  );
});

test('a number of days ends on its last day, and one day is a window of one', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 366 }), fc.integer({ min: 0, max: 500 }), (at, days, back) => {
      const endDay = addDays(dayOf(at.now, at.timezone), -back);
      expect(resolveDays({ days, endDay }, at)).toMatchObject({ preset: 'custom', to: endDay, days });
      expect(resolveDay(endDay, at)).toMatchObject({ from: endDay, to: endDay, days: 1 });
    }),
  );
});

test('a custom period passes exactly when it is 1 to 366 days and ends by today', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: -3, max: 400 }), fc.integer({ min: -3, max: 370 }), (at, back, length) => {
      const today = dayOf(at.now, at.timezone);
      const to = addDays(today, -back);
      const from = addDays(to, 1 - length);
      const passes = to <= today && length >= 1 && length <= 366;
      const resolve = () => resolvePeriod({ preset: 'custom', from, to }, at);
      if (passes) expect(resolve()).toMatchObject({ from, to, days: daysBetween(from, to) });
      else expect(resolve).toThrow(expect.objectContaining({ code: 'VALIDATION_ERROR' }));
    }),
  );
});
