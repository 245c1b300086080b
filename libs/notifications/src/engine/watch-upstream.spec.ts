import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { openNotifyWorld, plainReport, type NotifyWorld } from '../fixtures/notify-world';
import type { ShopCheck } from '../outages/advance-outages';
import { watchUpstream } from './watch-upstream';

let world: NotifyWorld;
beforeAll(async () => {
  world = await openNotifyWorld([plainReport('digest')]);
});
beforeEach(async () => {
  await world.empty();
  await world.db.query(sql`truncate upstream_outages`);
  await world.subscribe('5', { digest_enabled: true });
});
afterAll(() => world.close());

const DOWN: ShopCheck = { of: 'ping', ok: false, cause: 'unreachable', error: 'UPSTREAM_UNAVAILABLE' };
const REFUSED: ShopCheck = { of: 'ping', ok: false, cause: 'auth', error: 'UPSTREAM_AUTH' };
const UP: ShopCheck = { of: 'ping', ok: true };

/** One look a minute from 11:00 on. */
async function look(checks: readonly ShopCheck[], from = 0): Promise<void> {
  for (const [index, found] of checks.entries()) {
    world.clock.set(new Date(Date.parse('2027-03-17T11:00:00Z') + (from + index) * 60_000));
    await watchUpstream(world.parts, { noticeAfterMs: 600_000, check: () => Promise.resolve({ found, mode: 'SIS_HTTP' }) });
    await world.work();
  }
}
const times = (count: number, check: ShopCheck): ShopCheck[] => Array.from({ length: count }, () => check);
const told = () => world.sent.map(({ at, text }) => [at.slice(11, 16), /^upstream\.(\w+)/.exec(text)?.[1]]);
const severities = async () => (await world.db.query<{ severity: string }>(sql`select severity from audit_events where event_type = 'upstream_outage_noticed'`)).map(({ severity }) => severity);

test('a restart of four minutes stays unmentioned (N29)', async () => {
  await look([...times(4, DOWN), ...times(6, UP)]);
  expect(told()).toEqual([]);
});

test('an outage of fifteen minutes is noticed once, and its end told as a reply (N29)', async () => {
  await look([...times(15, DOWN), ...times(5, UP)]);
  expect(told()).toEqual([['11:10', 'notice'], ['11:17', 'recovery']]);
  const [notice] = world.sent;
  const [reply] = await world.db.query<{ to: string }>(sql`select payload -> 'message' ->> 'replyToMessageId' as to from effects where id like '%-closed-p1'`);
  expect([notice?.text.includes('"kept":0'), reply?.to]).toEqual([true, '1']);
  expect(await severities()).toEqual(['warning']);
});

test('what fails again soon is the same outage: its two messages are edited (N29)', async () => {
  await look([...times(15, DOWN), ...times(10, UP), ...times(15, DOWN), ...times(5, UP)]);
  const bodies = await world.db.query(sql`select regexp_replace(id, '^.*-(opened|closed)-', '\\1 ') as part, payload -> 'message' ->> 'editOnly' as edit from effects order by request_seq, n, id`);
  expect(bodies).toEqual([{ part: 'opened p1', edit: null }, { part: 'opened e1', edit: 'true' }, { part: 'closed p1', edit: null }, { part: 'closed e1', edit: 'true' }]);
  expect(await world.db.query(sql`select 1 from notifications where kind = 'upstream'`)).toHaveLength(2);
});

test('a refused key is told at once, to the operators too (N29)', async () => {
  await look(times(3, REFUSED));
  expect(told()).toEqual([['11:02', 'notice']]);
  expect(await severities()).toEqual(['error']);
});

test('who subscribes to nothing and has no request that waits is told nothing', async () => {
  await world.subscribe('5', { digest_enabled: false });
  await look(times(12, DOWN));
  expect(told()).toEqual([]);
});

test('without a shop to ask nothing is judged', async () => {
  await watchUpstream(world.parts, { noticeAfterMs: 600_000, check: () => Promise.resolve(null) });
  expect(await world.db.query(sql`select 1 from upstream_outages`)).toEqual([]);
});

test('a report that waits for the shop looks as soon as it is back', async () => {
  world.shop = 'down';
  await world.at('2027-03-17T08:00:00Z');
  world.shop = 'up';
  world.jobs.clear();
  await world.db.query(sql`update notify_runs set again_at = '2027-03-17T12:00:00Z'`);
  await look([...times(3, DOWN), ...times(3, UP)]);
  expect(told()).toEqual([['11:05', undefined]]);
  expect(world.sent[0]?.text).toMatch(/^digest/);
});

leakCheck();
