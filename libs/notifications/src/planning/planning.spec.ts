import { NOTIFY_DEFAULTS, type NotifyKind, type NotifySettings } from '@ownerbot/storage';
import { isTooLate, nextLook } from './lateness';
import { instantOfLocal, isoWeekOf, localOf } from './local-time';
import { planDue } from './plan-due';
import { nextSlot, type SlotPlace } from './slots';

const BERLIN = 'Europe/Berlin';
const settings = (patch: Partial<NotifySettings>): NotifySettings => ({ ...NOTIFY_DEFAULTS, ...patch });
const place = (patch: Partial<SlotPlace> = {}): SlotPlace => ({ ownerUserId: '5', ownerZone: BERLIN, pollMs: 300_000, used: new Set(), ...patch });
const digest = (patch: Partial<NotifySettings> = {}): NotifySettings => settings({ digest_enabled: true, ...patch });
const weekly = (patch: Partial<NotifySettings> = {}): NotifySettings => settings({ weekly_enabled: true, ...patch });
const next = (kind: NotifyKind, of: NotifySettings, after: string, at: Partial<SlotPlace> = {}): [key: string, at: string] | null => {
  const slot = nextSlot(kind, of, new Date(after), place(at));
  return slot === null ? null : [slot.key, slot.at.toISOString()];
};

describe('local time', () => {
  test.each([
    ['2027-03-27', '02:30', BERLIN, '2027-03-27T01:30:00.000Z'],
    ['2027-03-28', '02:30', BERLIN, '2027-03-28T01:00:00.000Z'],
    ['2027-03-28', '02:00', BERLIN, '2027-03-28T01:00:00.000Z'],
    ['2027-03-28', '03:00', BERLIN, '2027-03-28T01:00:00.000Z'],
    ['2027-10-31', '02:30', BERLIN, '2027-10-31T00:30:00.000Z'],
    ['2027-10-31', '03:00', BERLIN, '2027-10-31T02:00:00.000Z'],
    ['2027-11-07', '01:15', 'America/New_York', '2027-11-07T05:15:00.000Z'],
    ['2027-04-04', '01:45', 'Australia/Lord_Howe', '2027-04-03T14:45:00.000Z'],
    ['2027-03-20', '09:00', 'Pacific/Kiritimati', '2027-03-19T19:00:00.000Z'],
    ['2027-03-20', '23:59', 'Pacific/Pago_Pago', '2027-03-21T10:59:00.000Z'],
    ['2027-03-20', '06:00', 'Asia/Kathmandu', '2027-03-20T00:15:00.000Z'],
  ])('%s %s in %s is %s', (day, time, zone, expected) => {
    expect(instantOfLocal(day, time, zone)?.toISOString()).toBe(expected);
  });

  test('a date that a zone left out has no moments', () => {
    expect(instantOfLocal('2011-12-30', '09:00', 'Pacific/Apia')).toBeNull();
    expect(instantOfLocal('2011-12-31', '09:00', 'Pacific/Apia')?.toISOString()).toBe('2011-12-30T19:00:00.000Z');
  });

  test('a time in a gap at midnight belongs to the date after it', () => {
    expect(instantOfLocal('2018-11-04', '00:15', 'America/Sao_Paulo')?.toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });

  test('what the clock shows is read back', () => {
    expect(localOf(new Date('2027-03-28T01:00:00Z'), BERLIN)).toEqual({ day: '2027-03-28', time: '03:00' });
  });

  test.each([
    ['2027-01-01', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2026-12-31', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2027-03-22', '2027-W12'],
  ])('the week of %s is %s', (day, week) => {
    expect(isoWeekOf(day)).toBe(week);
  });
});

describe('the next slot', () => {
  test('of a kind that is off is none, and by default all are off', () => {
    const kinds: readonly NotifyKind[] = ['digest', 'weekly', 'fx_delta', 'fx_apply', 'ops', 'escalation'];
    expect(kinds.map((kind) => nextSlot(kind, NOTIFY_DEFAULTS, new Date(), place()))).toEqual(kinds.map(() => null));
  });

  test('is strictly after the agreement: nothing comes for a time that had passed (N2)', () => {
    expect(next('digest', digest(), '2027-03-17T08:30:00Z')).toEqual(['2027-03-18', '2027-03-18T08:00:00.000Z']);
    expect(next('digest', digest(), '2027-03-17T08:00:00Z')).toEqual(['2027-03-18', '2027-03-18T08:00:00.000Z']);
    expect(next('digest', digest(), '2027-03-17T07:59:59Z')).toEqual(['2027-03-17', '2027-03-17T08:00:00.000Z']);
    expect(next('weekly', weekly(), '2027-03-15T09:00:00Z')).toEqual(['2027-W12', '2027-03-22T08:30:00.000Z']);
  });

  test('in the gap of a clock that goes forward comes once, at its end (N3)', () => {
    const night = digest({ digest_time_local: '02:30' });
    expect(next('digest', night, '2027-03-27T12:00:00Z')).toEqual(['2027-03-28', '2027-03-28T01:00:00.000Z']);
    expect(next('digest', night, '2027-03-28T01:00:00Z')).toEqual(['2027-03-29', '2027-03-29T00:30:00.000Z']);
  });

  test('of a time that comes twice is the first of the two, and nine is nine on both days (N4)', () => {
    const night = digest({ digest_time_local: '02:30' });
    expect(next('digest', night, '2027-10-30T12:00:00Z')).toEqual(['2027-10-31', '2027-10-31T00:30:00.000Z']);
    expect(next('digest', night, '2027-10-31T00:30:00Z', { used: new Set(['2027-10-31']) })).toEqual(['2027-11-01', '2027-11-01T01:30:00.000Z']);
    expect(next('digest', digest(), '2027-03-27T12:00:00Z')).toEqual(['2027-03-28', '2027-03-28T07:00:00.000Z']);
    expect(next('digest', digest(), '2027-10-30T12:00:00Z')).toEqual(['2027-10-31', '2027-10-31T08:00:00.000Z']);
  });

  test('never uses a date again, wherever the owner flies (N5)', () => {
    const used = new Set(['2027-03-17']);
    const from = '2027-03-17T13:30:00Z';
    expect(next('digest', digest(), from, { ownerZone: 'America/New_York', used })).toEqual(['2027-03-18', '2027-03-18T13:00:00.000Z']);
    expect(next('digest', digest(), from, { ownerZone: 'Asia/Tokyo', used })).toEqual(['2027-03-18', '2027-03-18T00:00:00.000Z']);
    expect(next('digest', digest(), '2027-03-17T14:00:00Z', { ownerZone: 'America/New_York', used: new Set([...used, '2027-03-18']) })).toEqual(['2027-03-19', '2027-03-19T13:00:00.000Z']);
  });

  test('is at the local time of each owner, or of the zone that the kind was given (N5)', () => {
    const after = '2027-03-17T00:00:00Z';
    expect(next('digest', digest(), after, { ownerZone: 'Europe/Kyiv' })).toEqual(['2027-03-17', '2027-03-17T07:00:00.000Z']);
    expect(next('digest', digest(), after, { ownerZone: 'Europe/Lisbon' })).toEqual(['2027-03-17', '2027-03-17T09:00:00.000Z']);
    expect(next('digest', digest({ digest_tz: 'Asia/Tokyo' }), after, { ownerZone: 'Europe/Lisbon' })).toEqual(['2027-03-18', '2027-03-18T00:00:00.000Z']);
    expect(next('weekly', weekly({ weekly_day_of_week: 6, weekly_tz: 'Asia/Tokyo' }), after)).toEqual(['2027-W11', '2027-03-21T00:30:00.000Z']);
  });

  test('in quiet mode is an attempt, from the slot until 22:00, and a late slot has one (N19)', () => {
    const quiet = digest({ digest_quiet_enabled: true });
    expect(next('digest', quiet, '2027-03-17T07:00:00Z')).toEqual(['2027-03-17-q0', '2027-03-17T08:00:00.000Z']);
    expect(next('digest', quiet, '2027-03-17T20:30:00Z')).toEqual(['2027-03-17-q13', '2027-03-17T21:00:00.000Z']);
    expect(next('digest', quiet, '2027-03-17T21:00:00Z')).toEqual(['2027-03-18-q0', '2027-03-18T08:00:00.000Z']);
    expect(next('digest', quiet, '2027-03-17T08:00:00Z', { used: new Set(['2027-03-17']) })).toEqual(['2027-03-18-q0', '2027-03-18T08:00:00.000Z']);
    const late = digest({ digest_quiet_enabled: true, digest_time_local: '22:30' });
    expect(next('digest', late, '2027-03-17T20:00:00Z')).toEqual(['2027-03-17-q0', '2027-03-17T21:30:00.000Z']);
    expect(next('digest', late, '2027-03-17T21:30:00Z')).toEqual(['2027-03-18-q0', '2027-03-18T21:30:00.000Z']);
  });

  test('of what is polled spreads the owners, and is the same at every look', () => {
    const ops = settings({ ops_alerts_enabled: true });
    const after = '2027-03-17T12:00:00Z';
    const times = ['5', '6', '7'].map((ownerUserId) => next('ops', ops, after, { ownerUserId }));
    expect(times).toEqual(['5', '6', '7'].map((ownerUserId) => next('ops', ops, after, { ownerUserId })));
    expect(new Set(times.map((one) => one?.[1])).size).toBe(3);
    for (const one of times) {
      const waitMs = Date.parse(one?.[1] ?? '') - Date.parse(after);
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(300_000);
      expect(one?.[0]).toBe(String(Date.parse(one?.[1] ?? '') / 1_000));
    }
  });
});

describe('after a sleep', () => {
  const due = (kind: NotifyKind, of: NotifySettings, at: string, key: string | null, now: string) => {
    const plan = planDue(kind, of, { at: new Date(at), key, now: new Date(now) }, place());
    return { runs: plan.runs.map((one) => [one.key, one.state]), next: plan.next?.key };
  };

  test('one digest at most runs, for the newest slot; the older ones are skipped (N6)', () => {
    expect(due('digest', digest(), '2027-03-17T08:00:00Z', '2027-03-17', '2027-03-20T12:00:00Z')).toEqual({
      runs: [['2027-03-17', 'skipped'], ['2027-03-18', 'skipped'], ['2027-03-19', 'skipped'], ['2027-03-20', 'planned']], next: '2027-03-21',
    });
  });

  test('a single slot runs as it was due', () => {
    expect(due('digest', digest(), '2027-03-17T08:00:00Z', '2027-03-17', '2027-03-17T08:00:20Z')).toEqual({ runs: [['2027-03-17', 'planned']], next: '2027-03-18' });
    expect(due('weekly', weekly(), '2027-03-22T08:30:00Z', '2027-W12', '2027-03-24T07:30:00Z')).toEqual({ runs: [['2027-W12', 'planned']], next: '2027-W13' });
  });

  test('missed polls are not made up', () => {
    const { runs } = planDue('ops', settings({ ops_alerts_enabled: true }), { at: new Date('2027-03-17T08:00:00Z'), key: null, now: new Date('2027-03-17T13:00:00Z') }, place());
    expect(runs).toEqual([{ key: '1805270400', at: new Date('2027-03-17T08:00:00Z'), state: 'planned' }]);
  });

  test('of the attempts that were slept through the newest runs, and each lost date is told of once', () => {
    const quiet = digest({ digest_quiet_enabled: true });
    expect(due('digest', quiet, '2027-03-17T08:00:00Z', '2027-03-17-q0', '2027-03-18T10:10:00Z')).toEqual({ runs: [['2027-03-17-q0', 'skipped'], ['2027-03-18-q2', 'planned']], next: '2027-03-18-q3' });
  });

  test('a slot that the settings no longer name runs under the name that it was planned with', () => {
    expect(due('digest', digest({ digest_time_local: '11:00' }), '2027-03-17T08:00:00Z', '2027-03-17', '2027-03-17T08:00:20Z').runs).toEqual([['2027-03-17', 'planned']]);
  });
});

describe('lateness', () => {
  const late = (kind: NotifyKind, dueAt: string, now: string, nextAt: string | null = null) =>
    isTooLate(kind, { dueAt: new Date(dueAt), now: new Date(now), nextAt: nextAt === null ? null : new Date(nextAt), digestLateMaxMs: 360 * 60_000 });

  test.each([
    ['digest', '2027-03-17T12:00:00Z', false],
    ['digest', '2027-03-17T14:00:00Z', false],
    ['digest', '2027-03-17T14:30:00Z', true],
    ['weekly', '2027-03-19T07:00:00Z', false],
    ['weekly', '2027-03-19T09:00:00Z', true],
    ['ops', '2027-03-27T08:00:00Z', false],
  ] as const)('of %s, due at 08:00, at %s: %s (N6)', (kind, now, expected) => {
    expect(late(kind, '2027-03-17T08:00:00Z', now)).toBe(expected);
  });

  test('ends where the next slot begins', () => {
    expect(late('digest', '2027-03-17T08:00:00Z', '2027-03-17T09:00:00Z', '2027-03-17T09:00:00Z')).toBe(true);
  });

  test('facts are asked for again after 1, 2, 5, then every 10 minutes (N13)', () => {
    const dueAt = new Date('2027-03-17T08:00:00Z');
    const looks: string[] = [];
    for (let at = dueAt; looks.length < 6; ) {
      at = nextLook(dueAt, at);
      looks.push(at.toISOString().slice(11, 16));
    }
    expect(looks).toEqual(['08:01', '08:03', '08:08', '08:18', '08:28', '08:38']);
  });
});
