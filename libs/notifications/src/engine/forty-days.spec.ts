import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from '@ownerbot/storage';
import { leakCheck, repoRoot } from '@ownerbot/testing';
import { DateTime } from 'luxon';
import { openNotifyWorld, plainReport, type NotifyWorld } from '../fixtures/notify-world';

/** Three owners over 40 days in which New York and Berlin change their clocks and Tokyo does not. */
const BEGIN = '2027-03-05T00:00:00Z';
const END = '2027-04-14T00:00:00Z';
const OWNERS = [
  { id: '1', zone: 'America/New_York', digest: '09:00', weekly: '09:30' },
  { id: '2', zone: 'Europe/Berlin', digest: '02:30', weekly: '09:30' },
  { id: '3', zone: 'Asia/Tokyo', digest: '21:15', weekly: '08:00' },
] as const;

type Party = 'shop' | 'telegram' | 'worker';
const AWAY: readonly { readonly who: Party; readonly from: string; readonly to: string }[] = [
  { who: 'shop', from: '2027-03-08T12:50:00Z', to: '2027-03-08T14:20:00Z' },
  { who: 'telegram', from: '2027-03-10T12:00:00Z', to: '2027-03-10T15:00:00Z' },
  { who: 'worker', from: '2027-03-12T00:00:00Z', to: '2027-03-12T18:00:00Z' },
  { who: 'worker', from: '2027-03-14T06:30:00Z', to: '2027-03-14T14:10:00Z' },
  { who: 'worker', from: '2027-03-20T20:00:00Z', to: '2027-03-23T18:00:00Z' },
  { who: 'shop', from: '2027-03-28T00:50:00Z', to: '2027-03-28T01:15:00Z' },
  { who: 'telegram', from: '2027-03-28T00:00:00Z', to: '2027-03-28T12:00:00Z' },
  { who: 'shop', from: '2027-04-01T00:00:00Z', to: '2027-04-02T00:00:00Z' },
  { who: 'worker', from: '2027-04-05T07:25:00Z', to: '2027-04-05T07:45:00Z' },
];
const MINUTE = 60_000;
const TICK_MS = 30_000;

interface Line {
  readonly owner: string;
  readonly kind: 'digest' | 'weekly';
  readonly slot: string;
  readonly dueAt: Date;
  readonly endedAt: Date;
  readonly state: string;
  readonly reason: string;
  readonly arrivals: readonly Date[];
}

let world: NotifyWorld;
let lines: readonly Line[];
beforeAll(async () => {
  world = await openNotifyWorld([plainReport('digest'), plainReport('weekly')]);
  await world.empty();
  await live();
  lines = await readLines();
  report(lines);
});
afterAll(() => world.close());

const isAway = (who: Party, at: Date): boolean => AWAY.some((one) => one.who === who && at >= new Date(one.from) && at < new Date(one.to));
const edges = AWAY.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]);

/** From one moment at which something happens to the next, each rounded up to its tick. */
async function live(): Promise<void> {
  world.clock.set(BEGIN);
  for (const { id, zone, digest, weekly } of OWNERS) {
    await world.subscribe(id, { timezone: zone, digest_enabled: true, digest_time_local: digest, weekly_enabled: true, weekly_time_local: weekly });
  }
  const end = Date.parse(END);
  for (let now = Date.parse(BEGIN); now < end; ) {
    const at = new Date(now);
    world.shop = isAway('shop', at) ? 'down' : 'up';
    world.telegram = isAway('telegram', at) ? 'down' : 'up';
    if (!isAway('worker', at)) await world.at(at);
    const due = isAway('worker', at) ? Infinity : Math.max((await world.next()).getTime(), now + 1);
    const next = Math.min(due, ...edges.filter((edge) => edge > now), end);
    now = Math.ceil(next / TICK_MS) * TICK_MS;
  }
}

async function readLines(): Promise<Line[]> {
  const rows = await world.db.query<Omit<Line, 'arrivals'> & { id: string }>(sql`
    select owner_user_id::text as owner, kind, slot_key as slot, due_at as "dueAt", finished_at as "endedAt", state, reason, correlation_id as id
    from notify_runs order by due_at, owner_user_id`);
  return rows.map(({ id, ...row }) => ({ ...row, arrivals: world.sent.filter(({ effectId }) => effectId === `${id}-p1`).map(({ at }) => new Date(at)) }));
}

/** For the report of the tests: what was due, and what became of it. */
function report(all: readonly Line[]): void {
  const folder = path.join(repoRoot(), 'dist', 'test-reports');
  mkdirSync(folder, { recursive: true });
  const text = all.map((line) => {
    const zone = OWNERS.find(({ id }) => id === line.owner)?.zone ?? 'UTC';
    const local = DateTime.fromJSDate(line.dueAt, { zone }).toFormat('yyyy-MM-dd HH:mm ZZ');
    return [line.owner, zone.padEnd(16), line.kind.padEnd(6), line.slot.padEnd(10), local, line.state.padEnd(7), line.reason.padEnd(8), ...line.arrivals.map((at) => DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss'))].join('  ');
  });
  const away = AWAY.map(({ who, from, to }) => `${who} away ${from} .. ${to}`);
  writeFileSync(path.join(folder, 'notifications-40-days.log'), `${[...away, '', ...text].join('\n')}\n`);
}

/** The slots of the forty days, counted by another library than the engine's. */
function expectedSlots(): { readonly owner: string; readonly kind: string; readonly slot: string; readonly at: number }[] {
  return OWNERS.flatMap(({ id, zone, digest, weekly }) => {
    const days = Array.from({ length: 42 }, (_, n) => DateTime.fromISO('2027-03-04', { zone }).plus({ days: n }));
    const slots = days.flatMap((day) => [
      { owner: id, kind: 'digest', slot: day.toFormat('yyyy-MM-dd'), at: momentOf(day, digest, zone) },
      ...(day.weekday === 1 ? [{ owner: id, kind: 'weekly', slot: day.toFormat("kkkk-'W'WW"), at: momentOf(day, weekly, zone) }] : []),
    ]);
    return slots.filter(({ at }) => at > Date.parse(BEGIN) && at < Date.parse(END));
  });
}

function momentOf(day: DateTime, time: string, zone: string): number {
  // Night of the 28th of March in Berlin: 02:30 does not exist, the first moment after it is 03:00.
  const isGap = zone === 'Europe/Berlin' && day.toISODate() === '2027-03-28' && time === '02:30';
  return DateTime.fromISO(`${day.toISODate()}T${isGap ? '03:00' : time}`, { zone }).toMillis();
}

const name = ({ owner, kind, slot }: { owner: string; kind: string; slot: string }): string => `${owner} ${kind} ${slot}`;

test('every slot of the forty days has one run, due at its local time, and no other run there is', () => {
  const due = new Map(lines.map((line) => [name(line), line.dueAt.getTime()]));
  expect(lines).toHaveLength(due.size);
  expect([...due].sort()).toEqual(expectedSlots().map((slot) => [name(slot), slot.at] as const).sort());
});

test('each was sent once, or skipped for a worker that slept too long', () => {
  const counts = { sent: 0, skipped: 0 };
  for (const line of lines) {
    if (line.state === 'sent') {
      counts.sent += 1;
      expect([name(line), line.arrivals.length]).toEqual([name(line), 1]);
      continue;
    }
    counts.skipped += 1;
    expect([name(line), line.state, line.reason, line.arrivals.length]).toEqual([name(line), 'skipped', 'LATE', 0]);
    expect([name(line), isAway('worker', line.dueAt)]).toEqual([name(line), true]);
  }
  expect(counts).toEqual({ sent: 130, skipped: 8 });
  expect(world.sent).toHaveLength(counts.sent);
});

test('whatever met no absence arrived at its minute, in the zone of its owner', () => {
  const calm = lines.filter((line) => !AWAY.some(({ from, to }) => line.dueAt >= new Date(Date.parse(from) - MINUTE) && line.dueAt < new Date(to)));
  expect(calm.length).toBeGreaterThan(100);
  for (const { owner, kind, slot, dueAt, arrivals } of calm) {
    const lateSec = ((arrivals[0]?.getTime() ?? Infinity) - dueAt.getTime()) / 1_000;
    expect([owner, kind, slot, lateSec >= 0 && lateSec <= 30]).toEqual([owner, kind, slot, true]);
  }
});

test('what met an absence arrived as soon as it was over, or at the end of its wait', () => {
  const arrival = (owner: string, kind: string, slot: string) => lines.find((line) => name(line) === `${owner} ${kind} ${slot}`)?.arrivals[0]?.toISOString();
  expect({
    'the shop is away over a digest': arrival('1', 'digest', '2027-03-08'),
    'Telegram is away over a digest': arrival('1', 'digest', '2027-03-10'),
    'the worker is away over a digest, 70 minutes': arrival('1', 'digest', '2027-03-14'),
    'the worker is away for three days: the newest slot inside its limit': arrival('1', 'digest', '2027-03-23'),
    'a weekly report, a day late': arrival('2', 'weekly', '2027-W12'),
    'shop and Telegram are away over the night of the clock': arrival('2', 'digest', '2027-03-28'),
    'the worker is away over a weekly report, 15 minutes': arrival('2', 'weekly', '2027-W14'),
    'the shop is away for a whole day: the word for it comes after an hour': arrival('2', 'digest', '2027-04-01'),
  }).toEqual({
    'the shop is away over a digest': '2027-03-08T14:28:00.000Z',
    'Telegram is away over a digest': '2027-03-10T15:00:00.000Z',
    'the worker is away over a digest, 70 minutes': '2027-03-14T14:10:00.000Z',
    'the worker is away for three days: the newest slot inside its limit': '2027-03-23T18:00:00.000Z',
    'a weekly report, a day late': '2027-03-23T18:00:00.000Z',
    'shop and Telegram are away over the night of the clock': '2027-03-28T12:00:00.000Z',
    'the worker is away over a weekly report, 15 minutes': '2027-04-05T07:45:00.000Z',
    'the shop is away for a whole day: the word for it comes after an hour': '2027-04-01T01:38:00.000Z',
  });
});

leakCheck();
