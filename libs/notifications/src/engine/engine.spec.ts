import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { openNotifyWorld, plainAlert, plainReport, POLL_MS, respond, type NotifyWorld } from '../fixtures/notify-world';

let world: NotifyWorld;
beforeAll(async () => {
  world = await openNotifyWorld([plainReport('digest'), plainReport('weekly'), plainAlert('ops'), plainAlert('fx_delta')]);
});
beforeEach(() => world.empty());
afterAll(() => world.close());

const texts = () => world.sent.map(({ text }) => text);
const nextOf = async (ownerUserId: string, kind = 'digest'): Promise<string | undefined> => {
  const [row] = await world.db.query<{ at: Date | null }>(sql`select next_run_at as at from notify_subscriptions where owner_user_id = ${ownerUserId} and kind = ${kind}`);
  return row?.at?.toISOString();
};
const subscription = (ownerUserId: string, kind: string) => world.db.query<{ outcome: string; reason: string; failing: boolean; failures: number }>(sql`
  select last_outcome as outcome, last_reason as reason, failing_since is not null as failing, failures from notify_subscriptions where owner_user_id = ${ownerUserId} and kind = ${kind}`).then(([row]) => row);
const minutes = (from: string, to: string, step = 1): Date[] => {
  const all: Date[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += step * 60_000) all.push(new Date(at));
  return all;
};
async function through(from: string, to: string, step?: number): Promise<void> {
  for (const at of minutes(from, to, step)) await world.at(at);
}

test('nobody who did not ask is told anything', async () => {
  await through('2027-03-17T07:59:00Z', '2027-03-17T08:02:00Z');
  expect(await world.db.query(sql`select 1 from notify_runs`)).toEqual([]);
});

test('a digest comes once, at its time, and its next time is tomorrow (N1)', async () => {
  await world.subscribe('5', { digest_enabled: true });
  await through('2027-03-17T07:59:00Z', '2027-03-17T08:02:00Z');
  expect(world.sent.map(({ to, at }) => [to, at])).toEqual([['5', '2027-03-17T08:00:00.000Z']]);
  expect(await nextOf('5')).toBe('2027-03-18T08:00:00.000Z');
  const parts = await world.db.query(sql`select part, state, attempts from notify_deliveries`);
  expect(parts).toEqual([{ part: 'text', state: 'sent', attempts: 1 }]);
  const events = await world.db.query<{ type: string }>(sql`select event_type as type from audit_events where event_type like 'ntf%' order by id`);
  expect(events.map(({ type }) => type)).toEqual(['ntf_run', 'ntf_sent', 'ntf_part']);
});

test('after a sleep of hours it comes late and says so; after too many not, and the next one tells (N6)', async () => {
  await world.subscribe('5', { digest_enabled: true });
  await world.at('2027-03-17T12:00:00Z');
  expect(texts()).toEqual(['digest.plain {"skipped":[],"late":240,"isThere":true}']);
  await world.at('2027-03-18T14:30:00Z');
  expect(world.sent).toHaveLength(1);
  expect((await world.runs('5')).at(-1)).toEqual({ slot: '2027-03-18', state: 'skipped', reason: 'LATE' });
  await world.at('2027-03-19T08:00:00Z');
  expect(texts().at(-1)).toBe('digest.plain {"skipped":["2027-03-18"],"late":0,"isThere":true}');
});

test('after a sleep of days one digest comes, and the lost ones are named (N6)', async () => {
  await world.subscribe('5', { digest_enabled: true });
  await world.at('2027-03-20T12:00:00Z');
  expect(texts()).toEqual(['digest.plain {"skipped":["2027-03-19","2027-03-18","2027-03-17"],"late":240,"isThere":true}']);
});

test('a weekly report that was missed by 47 hours is sent for its week, by 49 not (N6)', async () => {
  await world.subscribe('5', { weekly_enabled: true, weekly_day_of_week: 4 });
  await world.at('2027-03-21T07:30:00Z');
  expect(await world.runs('5')).toEqual([{ slot: '2027-W11', state: 'sent', reason: 'DUE' }]);
  await world.at('2027-03-28T09:30:01Z');
  expect((await world.runs('5')).at(-1)).toEqual({ slot: '2027-W12', state: 'skipped', reason: 'LATE' });
});

test('one owner in trouble is alone in it (N7)', async () => {
  const owners = Array.from({ length: 12 }, (_, n) => String(n + 1));
  for (const owner of owners) await world.subscribe(owner, { digest_enabled: true, ops_alerts_enabled: true });
  await world.db.query(sql`update settings set values = values || '{"digest_time_local": "25:00"}' where scope = 'owner:9'`);
  world.shop = (request) => (request.actor.owner_user_id === 7 ? Promise.reject(new Error('no figures')) : Promise.resolve(respond(request, world.clock.now())));
  await world.at('2027-03-17T08:00:00Z');
  await world.at('2027-03-17T08:05:00Z');
  const told = (kind: string) => world.sent.filter(({ text }) => text.startsWith(kind)).map(({ to }) => to).sort((one, other) => Number(one) - Number(other));
  expect(told('digest')).toEqual(owners.filter((one) => one !== '7' && one !== '9'));
  expect(told('ops')).toEqual(owners.filter((one) => one !== '7'));
  expect(await subscription('7', 'digest')).toEqual({ outcome: 'failed', reason: 'NOTIFY_RULE_FAILED', failing: true, failures: 1 });
  expect(await subscription('7', 'ops')).toMatchObject({ outcome: 'failed', failing: true });
  expect(await subscription('9', 'digest')).toEqual({ outcome: 'failed', reason: 'STORED_SETTING_INVALID', failing: true, failures: 1 });
  expect(await nextOf('9')).toBe('2027-03-17T08:15:00.000Z');
  const severities = await world.db.query(sql`select distinct severity from audit_events where fields ->> 'outcome' = 'failed'`);
  expect(severities).toEqual([{ severity: 'warning' }]);
});

test('ticks at once and runs at once give one message (N8)', async () => {
  await world.subscribe('5', { digest_enabled: true });
  world.clock.set('2027-03-17T08:00:00Z');
  await Promise.all([world.tick(), world.tick(), world.tick()]);
  const [job] = world.jobs.values();
  if (job === undefined) throw new Error('nothing is planned');
  expect(world.jobs.size).toBe(1);
  await Promise.all([world.run(job), world.run(job)]);
  await world.work();
  await world.run(job);
  await world.work();
  expect(world.sent).toHaveLength(1);
  expect(await world.db.query(sql`select 1 from notifications`)).toHaveLength(1);
});

test('a run that was killed before its commit runs again, one killed before the dispatch is sent from the outbox (N8)', async () => {
  await world.subscribe('5', { digest_enabled: true });
  world.clock.set('2027-03-17T08:00:00Z');
  await world.tick();
  const [job] = world.jobs.values();
  if (job === undefined) throw new Error('nothing is planned');
  await expect(world.run(job, { newId: () => { throw new Error('killed'); } })).rejects.toThrow('killed');
  expect(await world.db.query(sql`select 1 from notifications`)).toHaveLength(0);
  await expect(world.run(job, { dispatch: () => Promise.reject(new Error('killed')) })).rejects.toThrow('killed');
  expect(world.sent).toHaveLength(0);
  await world.work();
  expect(world.sent).toHaveLength(1);
});

test('what a lost queue held is added again (N9)', async () => {
  await world.subscribe('5', { digest_enabled: true });
  world.clock.set('2027-03-17T08:00:00Z');
  await world.tick();
  world.jobs.clear();
  await world.at('2027-03-17T08:00:30Z');
  expect(world.sent).toHaveLength(0);
  await world.at('2027-03-17T08:01:30Z');
  expect(world.sent).toHaveLength(1);
});

test('a message that may have arrived is not sent again, and its date is done (N11)', async () => {
  await world.subscribe('5', { digest_enabled: true });
  world.telegram = 'uncertain';
  await world.at('2027-03-17T08:00:00Z');
  world.telegram = 'up';
  await through('2027-03-17T08:01:00Z', '2027-03-17T08:03:00Z');
  expect(world.sent).toHaveLength(0);
  expect(await world.db.query(sql`select state, error_code as code from notify_deliveries`)).toEqual([{ state: 'unconfirmed', code: 'SEND_UNCERTAIN' }]);
});

test('an owner who blocks the bot is held, and told in one line when he is back (N12)', async () => {
  await world.subscribe('5', { digest_enabled: true, ops_alerts_enabled: true });
  world.telegram = 'blocked';
  await world.at('2027-03-17T10:00:00Z');
  const before = await world.db.query(sql`select 1 from notify_runs`);
  await through('2027-03-17T10:01:00Z', '2027-03-19T10:00:00Z', 120);
  expect(await world.db.query(sql`select 1 from notify_runs`)).toEqual(before);
  world.telegram = 'up';
  await world.db.query(sql`update chats set blocked_at = null`);
  await world.at('2027-03-19T10:10:00Z');
  expect(texts()).toEqual(['notice.released {"since":"2027-03-17T10:01:00.000Z","skipped":{"digest":2}}']);
  expect(await nextOf('5')).toBe('2027-03-20T08:00:00.000Z');
  await world.at('2027-03-20T08:00:00Z');
  expect(texts().filter((text) => text.startsWith('digest'))).toHaveLength(1);
});

test('while the shop is away a report waits and looks again, and comes complete when it is back (N13)', async () => {
  await world.subscribe('5', { digest_enabled: true });
  world.shop = 'down';
  await through('2027-03-17T08:00:00Z', '2027-03-17T08:20:00Z');
  expect(await world.runs('5')).toEqual([{ slot: '2027-03-17', state: 'waiting', reason: 'FACTS' }]);
  world.shop = 'up';
  await through('2027-03-17T08:21:00Z', '2027-03-17T08:30:00Z');
  expect(world.sent.map(({ at, text }) => [at.slice(11, 16), text])).toEqual([['08:28', 'digest.plain {"skipped":[],"late":28,"isThere":true}']]);
});

test('outside of DEMO no figure of the demo shop is a fact (N15)', async () => {
  await world.subscribe('5', { ops_alerts_enabled: true });
  world.shop = (request) => Promise.resolve(respond({ ...request, mode: 'DEMO' }, world.clock.now()));
  world.clock.set('2027-03-17T08:05:00Z');
  await world.tick();
  const [job] = world.jobs.values();
  if (job === undefined) throw new Error('nothing is planned');
  await world.run(job, { effectiveMode: () => 'AUTO' });
  expect(await world.runs('5')).toMatchObject([{ state: 'skipped', reason: 'FACTS' }]);
  expect(await subscription('5', 'ops')).toMatchObject({ outcome: 'unknown', failing: true });
});

test('a kind that is switched off between its reads and its decision says nothing', async () => {
  await world.subscribe('5', { digest_enabled: true });
  world.clock.set('2027-03-17T08:00:00Z');
  await world.tick();
  world.shop = async (request) => {
    world.shop = 'up';
    await world.subscribe('5', { digest_enabled: false });
    return respond(request, world.clock.now());
  };
  await world.work();
  expect(world.sent).toEqual([]);
  expect(await world.runs('5')).toEqual([{ slot: '2027-03-17', state: 'skipped', reason: 'OFF' }]);
  expect(await nextOf('5')).toBeUndefined();
});

test('the same cause is told once, whoever finds it again', async () => {
  await world.subscribe('5', { ops_alerts_enabled: true });
  await through('2027-03-17T08:00:00Z', '2027-03-17T08:15:00Z', POLL_MS / 60_000);
  expect(world.sent).toHaveLength(1);
  expect((await world.runs('5')).map(({ state, reason }) => [state, reason])).toEqual([['sent', 'RAISED'], ['skipped', 'DUPLICATE'], ['skipped', 'DUPLICATE'], ['skipped', 'DUPLICATE']].slice(0, (await world.runs('5')).length));
});

test('a zone that the owner changes counts from the next slot on, without a second report for a date (N5)', async () => {
  await world.subscribe('5', { digest_enabled: true, timezone: 'America/New_York' });
  await world.at('2027-03-17T13:00:00Z');
  expect(world.sent).toHaveLength(1);
  await world.db.query(sql`update settings set values = values || '{"timezone": "Asia/Tokyo"}', settings_version = settings_version + 1 where scope = 'owner:5'`);
  await world.at('2027-03-17T13:10:00Z');
  expect(await nextOf('5')).toBe('2027-03-18T00:00:00.000Z');
  await world.db.query(sql`update settings set values = values || '{"timezone": "America/New_York"}', settings_version = settings_version + 1 where scope = 'owner:5'`);
  await world.at('2027-03-17T13:20:00Z');
  expect(await nextOf('5')).toBe('2027-03-18T13:00:00.000Z');
  expect(world.sent).toHaveLength(1);
});


leakCheck();
