import { settingFields } from './setting-fields';
import { kindSettings, NOTIFY_DEFAULTS, NOTIFY_KINDS, notifyFieldsByKind, notifySettings } from './notify-settings';

test('nothing is on by default, and every default is a value that its own field takes', () => {
  const values = Object.entries(NOTIFY_DEFAULTS);
  expect(values.filter(([name, value]) => name.endsWith('_enabled') && value !== false)).toEqual([]);
  const fields: Readonly<Record<string, { accepts(value: unknown): boolean }>> = settingFields.owner;
  expect(values.filter(([name, value]) => value !== null && fields[name]?.accepts(value) !== true)).toEqual([]);
  expect(values).toHaveLength(NOTIFY_KINDS.flatMap((kind) => Object.keys(notifyFieldsByKind[kind])).length);
});

test('what the owner has set counts, the rest stands by default', () => {
  expect(kindSettings('fx_delta', { fx_delta_enabled: true, fx_delta_min_percent: '0.5', fx_delta_cooldown_hours: null })).toEqual({
    fx_delta_enabled: true, fx_delta_min_percent: '0.5', fx_delta_cooldown_hours: 6,
  });
});

test('a value that is not valid any more stops its own kind and no other', () => {
  const stored = { ops_stuck_min_count: 1000, weekly_enabled: true };
  expect(() => kindSettings('ops', stored)).toThrow('ops_stuck_min_count: found 1000; allowed: 0..999');
  expect(() => notifySettings(stored)).toThrow('ops_stuck_min_count');
  expect(kindSettings('weekly', stored)).toMatchObject({ weekly_enabled: true, weekly_day_of_week: 0 });
});

test.each([
  ['digest_time_local', ['00:00', '23:59'], ['24:00', '9:00', '09:60', 900]],
  ['digest_tz', ['Europe/Kyiv'], ['+03:00', 'Moon/Base', '']],
  ['digest_format', ['text', 'png', 'pdf'], ['csv', 'PNG']],
  ['digest_quiet_attempt_interval_minutes', [15, 360], [14, 361, 60.5, '60']],
  ['digest_quiet_max_silence_days', [1, 30], [0, 31]],
  ['digest_quiet_min_revenue_drop_pct', ['0.1', '50'], ['0.09', '50.01', '8.123', 8]],
  ['weekly_day_of_week', [0, 6], [-1, 7]],
  ['fx_delta_min_percent', ['0.01', '50'], ['0', '50.01']],
  ['fx_delta_cooldown_hours', [1, 168], [0, 169]],
  ['ops_unanswered_threshold_hours', [0, 168], [-1, 169]],
  ['ops_stuck_min_count', [0, 999], [-1, 1000]],
  ['escalation_snoozed_until', ['2027-03-18T10:00:00.000Z'], ['tomorrow', '2027-03-18', 5]],
  ['escalation_stage1_after_minutes', [30, 1440], [29, 1441]],
  ['escalation_repeat_every_minutes', [60, 2880], [59, 2881]],
  ['escalation_max_repeats', [0, 10], [-1, 11]],
  ['escalation_unanswered_threshold_hours', [1, 168], [0, 169]],
  ['escalation_on_fx_failed', [true, false], ['on', 1]],
] as const)('%s takes both ends of its range and nothing beyond', (name, taken, refused) => {
  const { accepts } = settingFields.owner[name];
  expect(taken.filter((value) => !accepts(value))).toEqual([]);
  expect(refused.filter((value) => accepts(value))).toEqual([]);
});
