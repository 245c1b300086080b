import { readIncident, readSettings, readSubscriptions, saveIncidents, sql, writeSettings, type Incident, type NotifySettings } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import type { ToolResponse } from '@ownerbot/tools';
import { confirmNtf, ownNotifications } from '../../fixtures/own-notifications';
import { aContext } from '../../fixtures/reply-context';
import { showDone, showPreview } from '../../fixtures/show-action';
import { aRun, showReply } from '../../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';
import { routeFollowUp } from '../../replies/follow-ups';
import { presentError } from '../../replies/present-error';
import { ntfActions } from './ntf-actions';
import { ntfStatusPresenter } from './status/presenter';

/** The 19 changes of notifications on a real store: what is shown, what a confirm writes, and what it leaves alone. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench({ migrated: true, own: ownNotifications(() => bench.db) });
});
beforeEach(async () => {
  bench.clock.set(NOON);
  await bench.db.query(sql`truncate settings, notify_subscriptions, notify_runs, incidents, incident_events, audit_events cascade`);
});
afterAll(() => bench.drop());

const now = (): Date => bench.clock.now();
const preset = (patch: Partial<NotifySettings>) => writeSettings(bench.db, { of: 'owner', userId: '700', patch, at: now(), correlationId: 'x', by: 'x' });
const stored = async () => (await readSettings(bench.db, '700')).owner;
const en = () => aContext({ locale: 'en' });

interface Change {
  readonly tool: string;
  readonly payload?: object;
  readonly before?: Partial<NotifySettings>;
  readonly after: Partial<NotifySettings>;
}

const CHANGES: readonly Change[] = [
  { tool: 'ntf_fx_delta_subscribe', payload: { min_percent: '0.5' }, after: { fx_delta_enabled: true, fx_delta_min_percent: '0.5' } },
  { tool: 'ntf_fx_delta_unsubscribe', before: { fx_delta_enabled: true }, after: { fx_delta_enabled: false } },
  { tool: 'ntf_fx_apply_events_subscribe', payload: { notify_applied: true, cooldown_hours: 168 }, after: { fx_apply_events_enabled: true, fx_apply_notify_applied: true, fx_apply_events_cooldown_hours: 168 } },
  { tool: 'ntf_fx_apply_events_unsubscribe', before: { fx_apply_events_enabled: true }, after: { fx_apply_events_enabled: false } },
  { tool: 'ntf_daily_digest_subscribe', payload: { time_local: '08:00', tz: 'Asia/Tokyo' }, after: { digest_enabled: true, digest_time_local: '08:00', digest_tz: 'Asia/Tokyo' } },
  { tool: 'ntf_daily_digest_unsubscribe', before: { digest_enabled: true, digest_quiet_enabled: true }, after: { digest_enabled: false } },
  { tool: 'ntf_digest_format_set', payload: { format: 'pdf' }, after: { digest_format: 'pdf' } },
  { tool: 'ntf_weekly_subscribe', payload: { day_of_week: 4, time_local: '18:00' }, after: { weekly_enabled: true, weekly_day_of_week: 4, weekly_time_local: '18:00' } },
  { tool: 'ntf_weekly_unsubscribe', before: { weekly_enabled: true }, after: { weekly_enabled: false } },
  { tool: 'ntf_ops_alerts_subscribe', payload: { unanswered_threshold_hours: 1, low_stock_min_count: 0 }, after: { ops_alerts_enabled: true, ops_unanswered_threshold_hours: 1, ops_low_stock_min_count: 0 } },
  { tool: 'ntf_ops_alerts_unsubscribe', before: { ops_alerts_enabled: true, ops_stuck_min_count: 9 }, after: { ops_alerts_enabled: false } },
  { tool: 'ntf_quiet_digest_on', payload: { max_silence_days: 3 }, before: { digest_enabled: true }, after: { digest_quiet_enabled: true, digest_quiet_max_silence_days: 3 } },
  { tool: 'ntf_quiet_digest_off', before: { digest_quiet_enabled: true }, after: { digest_quiet_enabled: false } },
  { tool: 'ntf_quiet_digest_rules_set', payload: { min_orders_drop_pct: '50', send_on_ops: false }, after: { digest_quiet_min_orders_drop_pct: '50', digest_quiet_send_on_ops: false } },
  { tool: 'ntf_escalation_enable', after: { escalation_enabled: true } },
  { tool: 'ntf_escalation_disable', before: { escalation_enabled: true }, after: { escalation_enabled: false } },
  { tool: 'ntf_escalation_snooze', payload: { hours: 72 }, before: { escalation_enabled: true }, after: { escalation_snoozed_until: '2026-03-21T11:00:00.000Z' } },
  { tool: 'ntf_escalation_rules_set', payload: { max_repeats: 0, on_fx_failed: false }, after: { escalation_max_repeats: 0, escalation_on_fx_failed: false } },
  { tool: 'ntf_escalation_ack', before: { escalation_enabled: true }, after: {} },
];

test('there are nineteen changes, and each is tried', () => {
  expect(CHANGES.map(({ tool }) => tool).sort()).toEqual(ntfActions.map(({ tool }) => tool.name).sort());
});

test.each(CHANGES)('$tool is previewed without a write; its confirm writes every field in one step of the version', async ({ tool, payload = {}, before = {}, after }) => {
  await preset(before);
  if (tool === 'ntf_escalation_ack') await saveIncidents(bench.db, [{ incident: anIncident(), events: [] }], now());
  const was = await stored();
  const response = await bench.ask(tool, payload);
  expect([response.status, response.error]).toEqual(['ok', null]);
  expect(await stored()).toEqual(was);
  expect(response.data).toMatchObject({ status: 'preview', settings_version: was.settingsVersion });
  const { diffs } = response.data as { diffs: { field: string; after: unknown }[] };
  expect(Object.fromEntries(diffs.map((one) => [one.field, one.after]))).toEqual(after);
  const result = await confirmNtf(bench.db, response, now());
  expect(result).toMatchObject({ settings_version: was.settingsVersion + 1, applied: Object.keys(after) });
  const is = await stored();
  expect(is).toMatchObject({ settingsVersion: was.settingsVersion + 1, stored: { ...was.stored, ...after } });
  const [event] = await bench.db.query<{ fields: object }>(sql`select fields from audit_events where event_type = 'ntf_settings_changed'`);
  expect(event?.fields).toMatchObject({ tool, version: is.settingsVersion, changed: Object.fromEntries(Object.entries(after).map(([field, value]) => [field, { after: value }])) });
  const status = (await bench.ask('ntf_status')).data as { settings_version: number; kinds: { settings: object }[] };
  expect(status.settings_version).toBe(is.settingsVersion);
  expect(Object.assign({}, ...status.kinds.map(({ settings }) => settings))).toMatchObject(after);
  if (tool !== 'ntf_escalation_snooze') expect((await bench.ask(tool, payload)).data).toMatchObject({ status: 'noop', would_apply: false });
  for (const shown of [showPreview(response, {}), showDone(response, result), showPreview(response, {}, en()), showDone(response, result, en())]) expect(shown).not.toMatch(/ntf_|undefined|\{|null/);
});

test('of two previews that are both confirmed the second is stale, and writes nothing', async () => {
  const [one, other] = [await bench.ask('ntf_weekly_subscribe'), await bench.ask('ntf_escalation_enable')];
  await confirmNtf(bench.db, one, now());
  await expect(confirmNtf(bench.db, other, now())).rejects.toMatchObject({ code: 'PREVIEW_STALE' });
  expect((await stored()).stored).toMatchObject({ weekly_enabled: true });
  expect((await stored()).stored).not.toHaveProperty('escalation_enabled');
});

test('a digest agreed on Wednesday at noon for nine comes on Thursday, a weekly one for Monday comes next Monday', async () => {
  const digest = await bench.ask('ntf_daily_digest_subscribe');
  expect(showPreview(digest)).toContain('Дайджест: нет → <b>да</b>\nБлижайший дайджест: <b>19.03.2026, 09:00</b>');
  await confirmNtf(bench.db, digest, now());
  await confirmNtf(bench.db, await bench.ask('ntf_weekly_subscribe'), now());
  const runs = await readSubscriptions(bench.db, '700');
  expect(Object.fromEntries(runs.map(({ kind, nextRunAt }) => [kind, nextRunAt?.toISOString()]))).toMatchObject({ digest: '2026-03-19T08:00:00.000Z', weekly: '2026-03-23T08:30:00.000Z' });
});

test('the rate that the preview shows is what moves are measured against, and goes with the subscription', async () => {
  const response = await bench.ask('ntf_fx_delta_subscribe');
  const shown = (response.data as { told: { rate: string; pair: string } }).told;
  await confirmNtf(bench.db, response, now());
  const stateOf = async () => (await readSubscriptions(bench.db, '700')).find(({ kind }) => kind === 'fx_delta');
  expect(await stateOf()).toMatchObject({ state: { baseline: { rate: shown.rate, pair: shown.pair, mode: 'DEMO' } } });
  await confirmNtf(bench.db, await bench.ask('ntf_fx_delta_unsubscribe'), now());
  expect(await stateOf()).toMatchObject({ nextRunAt: null, state: { baseline: null } });
});

test('silence of quiet mode counts from the commit, and a later change of its rules does not move it', async () => {
  await preset({ digest_enabled: true });
  const response = await bench.ask('ntf_quiet_digest_on');
  bench.clock.set('2026-03-18T11:04:00Z');
  await confirmNtf(bench.db, response, now());
  bench.clock.set('2026-03-18T12:00:00Z');
  await confirmNtf(bench.db, await bench.ask('ntf_quiet_digest_on', { attempt_interval_minutes: 30 }), now());
  expect((await readSubscriptions(bench.db, '700')).find(({ kind }) => kind === 'digest')).toMatchObject({ state: { quiet_since: '2026-03-18T11:04:00.000Z' } });
});

test('without the rate nothing is agreed about it', async () => {
  const broken = { ...bench.shop, fxStatus: () => Promise.reject(new Error('away')) };
  expect((await bench.ask('ntf_fx_delta_subscribe', {}, {}, broken)).status).toBe('error');
  expect((await bench.ask('ntf_fx_apply_events_subscribe', {}, {}, broken)).data).toMatchObject({ status: 'preview', notes: ['FX_UNKNOWN'] });
});

test.each([
  ['ntf_fx_apply_events_subscribe', { notify_failed: false }, 'Хотя бы один вид пересчётов должен остаться'],
  ['ntf_quiet_digest_rules_set', {}, 'Скажите, что изменить'],
  ['ntf_escalation_rules_set', {}, 'Скажите, что изменить'],
  ['ntf_fx_delta_subscribe', { min_percent: '50.01' }, 'от 0,01 до 50 %'],
  ['ntf_fx_delta_subscribe', { cooldown_hours: 169 }, 'от 1 до 168 часов'],
  ['ntf_daily_digest_subscribe', { time_local: '24:00' }, 'от 00:00 до 23:59'],
  ['ntf_daily_digest_subscribe', { tz: 'Moon/Base' }, 'Часовой пояс'],
  ['ntf_digest_format_set', { format: 'csv' }, 'текст, картинка или PDF'],
  ['ntf_weekly_subscribe', { day_of_week: 7 }, 'День недели'],
  ['ntf_ops_alerts_subscribe', { stuck_min_count: 1000 }, 'от 0 до 999'],
  ['ntf_ops_alerts_subscribe', { unanswered_threshold_hours: 169 }, 'от 0 до 168'],
  ['ntf_quiet_digest_on', { attempt_interval_minutes: 14 }, 'от 15 до 360'],
  ['ntf_quiet_digest_on', { max_silence_days: 31 }, 'от 1 до 30'],
  ['ntf_quiet_digest_rules_set', { send_on_ops: 'yes' }, 'Да или нет'],
  ['ntf_escalation_rules_set', { stage1_after_minutes: 29 }, '30–1440'],
  ['ntf_escalation_rules_set', { repeat_every_minutes: 2881 }, '60–2880'],
  ['ntf_escalation_rules_set', { max_repeats: 11 }, 'от 0 до 10'],
  ['ntf_escalation_rules_set', { unanswered_threshold_hours: 0 }, 'от 1 до 168'],
  ['ntf_escalation_snooze', { hours: 73 }, 'от 1 до 72'],
  ['ntf_escalation_ack', { incident_id: 'OB-1' }, 'Такого инцидента нет'],
])('%s refuses %j in words', async (tool, payload, text) => {
  const { error } = await bench.ask(tool, payload);
  const reply = error === null ? null : presentError(error, aContext(), aRun(tool, payload));
  expect(reply === null ? '' : reply.html.replaceAll('\u00a0', ' ')).toContain(text);
  expect(await stored()).toMatchObject({ settingsVersion: 0 });
});

const ID = '01890000-0000-7000-8000-00000000000';

function anIncident(more: Partial<Incident> = {}): Incident {
  return {
    incidentId: `${ID}1`, ownerUserId: '700', cause: 'stuck_orders_severe', state: 'raised', firstSeenAt: new Date('2026-03-18T08:00:00Z'), lastSeenAt: new Date('2026-03-18T10:55:00Z'), raisedAt: new Date('2026-03-18T10:00:00Z'),
    lastSentAt: new Date('2026-03-18T10:00:00Z'), repeats: 0, ackedAt: null, closedAt: null, clearCount: 0, reopened: 0, figures: { first: { count: 3 }, now: { count: 5 }, former: null, isTold: true }, ...more,
  };
}

const open = async (...incidents: readonly Incident[]): Promise<void> => {
  await preset({ escalation_enabled: true });
  await saveIncidents(bench.db, incidents.map((incident) => ({ incident, events: [] })), now());
};

test('an incident is acknowledged by its cause; twice, or without one, there is nothing to confirm', async () => {
  expect(showPreview(await bench.ask('ntf_escalation_ack'), {}, en())).toContain('There is no open incident.');
  await open(anIncident());
  const response = await bench.ask('ntf_escalation_ack');
  expect(showPreview(response, {}, en())).toContain('Stuck orders, since');
  await confirmNtf(bench.db, response, now());
  expect(await readIncident(bench.db, { ownerUserId: '700', incidentId: `${ID}1` })).toMatchObject({ state: 'acknowledged', ackedAt: now() });
  expect(await bench.db.query(sql`select event, by from incident_events`)).toEqual([{ event: 'acknowledged', by: '700' }]);
  expect(showPreview(await bench.ask('ntf_escalation_ack'), {}, en())).toContain('This incident is acknowledged already.');
});

test('with several open the owner is asked which, one button each, and the one pressed is named', async () => {
  await open(anIncident(), anIncident({ incidentId: `${ID}2`, cause: 'fx_failed' }));
  const { error } = await bench.ask('ntf_escalation_ack');
  const reply = error === null ? null : presentError(error, en(), aRun('ntf_escalation_ack', {}));
  if (reply === null) throw new Error('it is asked');
  expect(showReply(reply)).toBe('Which incident? Nothing has changed so far.\n\n[Stuck orders]\n[Failed repricing]');
  const kept = Object.fromEntries((reply.keep ?? []).map(({ key, value }) => [key, value]));
  const data = reply.buttons?.flat()[1]?.data ?? '';
  expect(routeFollowUp(data, { ...en(), kept })).toEqual({ type: 'tool', tool: 'ntf_escalation_ack', payload: { incident_id: `${ID}2` } });
  expect(routeFollowUp('go:AAAAAAAAAA:0', { ...en(), kept })).toEqual({ type: 'outdated' });
  expect(routeFollowUp(data, { ...en(), kept, principal: { ...en().principal, telegramId: '999' } })).toEqual({ type: 'outdated' });
});

test('a button of an incident that is over tells its end; one that ends before the confirm makes the preview stale', async () => {
  await open(anIncident());
  const response = await bench.ask('ntf_escalation_ack', { incident_id: `${ID}1` });
  await saveIncidents(bench.db, [{ incident: anIncident({ state: 'closed', closedAt: now() }), events: [] }], now());
  await expect(confirmNtf(bench.db, response, now())).rejects.toMatchObject({ code: 'PREVIEW_STALE' });
  const told = await bench.ask('ntf_escalation_ack', { incident_id: `${ID}1` });
  expect(told.data).toMatchObject({ status: 'noop', noop_reason: 'INCIDENT_OVER' });
  expect(showPreview(told, {}, en())).toContain('Stuck orders: over since');
  expect((await bench.ask('ntf_escalation_ack', { incident_id: `${ID}9` })).data).toMatchObject({ noop_reason: 'NO_OPEN_INCIDENT' });
});

test('what is switched off ends its incidents without a word', async () => {
  await open(anIncident(), anIncident({ incidentId: `${ID}2`, cause: 'fx_failed' }));
  await confirmNtf(bench.db, await bench.ask('ntf_escalation_rules_set', { on_fx_failed: false }), now());
  const states = async (): Promise<(string | undefined)[]> => Promise.all(['1', '2'].map(async (n) => (await readIncident(bench.db, { ownerUserId: '700', incidentId: `${ID}${n}` }))?.state));
  expect(await states()).toEqual(['raised', 'closed']);
  await confirmNtf(bench.db, await bench.ask('ntf_escalation_disable'), now());
  expect(await states()).toEqual(['closed', 'closed']);
});

test('alerts say at once what they would find; a shorter snooze is called one', async () => {
  const { notes, told } = (await bench.ask('ntf_ops_alerts_subscribe')).data as { notes: string[]; told: { raised: { signal: string }[] } };
  expect(notes).toEqual(['RAISED_NOW']);
  expect(told.raised.map(({ signal }) => signal)).toContain('stuck');
  await preset({ escalation_enabled: true, escalation_snoozed_until: '2026-03-19T11:00:00.000Z' });
  expect(((await bench.ask('ntf_escalation_snooze', { hours: 6 })).data as { notes: string[] }).notes).toEqual(['SHORTER_SNOOZE']);
});

const shownStatus = async (): Promise<ToolResponse> => bench.ask('ntf_status');

test('the status names what is on and when it comes, what is off, and what is open', async () => {
  expect((await shownStatus()).data).toMatchObject({ mode: 'DEMO', settings_version: 0, incidents: [], snoozed_until: null, outages: [], kinds: { length: 6 } });
  await open(anIncident());
  await confirmNtf(bench.db, await bench.ask('ntf_daily_digest_subscribe'), now());
  expect(showReply(ntfStatusPresenter.answer(await shownStatus(), aContext(), aRun('ntf_status', {})))).toContain(
    '🔔 <b>дайджест</b>: каждый день в~09:00, текстом\nследующий: 19.03.2026, 09:00\n🔔 <b>эскалация</b>: слежу постоянно\n\nВыключено: недельный отчёт, изменения курса, пересчёты по~курсу, тревоги\n\nОткрыт 1~инцидент:\n• зависшие заказы: 5, с~18.03.2026, 09:00, напомню не~раньше 18.03.2026, 17:00',
  );
  expect((await shownStatus()).data).toMatchObject({
    kinds: expect.arrayContaining([expect.objectContaining({ kind: 'digest', state: 'on', next_run_at: '2026-03-19T08:00:00.000Z', zone: 'Europe/Berlin' }), expect.objectContaining({ kind: 'weekly', state: 'off', next_run_at: null })]),
    incidents: [{ incident_id: `${ID}1`, cause: 'stuck_orders_severe', state: 'raised', figures: { count: 5 }, next_due_at: '2026-03-18T16:00:00.000Z' }],
  });
});

leakCheck();
