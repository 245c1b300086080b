import type { DecideInput, Decision, Fact, NotifyMessage } from '@ownerbot/notifications';
import { AWAY, countedFacts, decideInput, knownFact, settingsWith } from '../../fixtures/notify-facts';
import { digest } from './digest';
import { quietFrom, type DigestState } from './state';
import { weekly } from './weekly';

const DUE = new Date('2027-03-18T08:00:00Z');
const after = (minutes: number): Date => new Date(DUE.getTime() + minutes * 60_000);
const PARTS = ['yesterday', 'orders', 'stock', 'errors'] as const;
type PartOf = (typeof PARTS)[number];

/** The tool's answer, by what its failed parts came to. */
const report = (failed: Partial<Record<PartOf, string>> = {}): Fact =>
  knownFact({ parts: PARTS.map((code) => ({ code, status: failed[code] === undefined ? 'ok' : 'error', error_code: failed[code] ?? null })) }, DUE);

const on = settingsWith({ digest_enabled: true });
const quiet = settingsWith({ digest_enabled: true, digest_quiet_enabled: true });
const run = (slotKey: string, minutes = 0): DecideInput['run'] => ({ slotKey, dueAt: DUE, lateMs: minutes * 60_000 });
const NOTHING: DigestState = { quiet_since: null, unknown_on: null, promoted: null };

function decide(fact: Fact, minutes = 0, more: Partial<DecideInput<DigestState>> = {}): Decision<DigestState> {
  return digest.decide(decideInput({ state: NOTHING, settings: on, run: run('2027-03-18', minutes), now: after(minutes), facts: { report: fact }, ...more }));
}

const seen = (decision: Decision): unknown => (decision.type === 'wait' ? ['wait', decision.againAt.toISOString().slice(11, 16)] : [decision.type, decision.reason]);
const messageOf = (decision: Decision): NotifyMessage | undefined => (decision.type === 'send' ? decision.messages[0] : undefined);

test('a report whose parts are all there is sent at once', () => {
  const decision = decide(report());
  expect(seen(decision)).toEqual(['send', 'DUE']);
  expect(messageOf(decision)).toMatchObject({ dedupKey: 'digest:2027-03-18', variant: 'report', report: { kind: 'daily', lateMinutes: 0 }, figures: { late_minutes: 0 } });
});

test.each([
  [{ stock: 'UPSTREAM_UNAVAILABLE' }, 0, ['wait', '08:01']],
  [{ stock: 'UPSTREAM_UNAVAILABLE' }, 58, ['wait', '09:00']],
  [{ stock: 'UPSTREAM_UNAVAILABLE' }, 60, ['send', 'DUE']],
  [{ stock: 'TOOL_TIMEOUT' }, 3, ['wait', '08:08']],
  [{ stock: 'UPSTREAM_CONTRACT' }, 0, ['send', 'DUE']],
  [{ errors: 'TOOL_EXECUTION_FAILED' }, 0, ['send', 'DUE']],
  [{ yesterday: 'UPSTREAM_UNAVAILABLE', orders: 'UPSTREAM_UNAVAILABLE', stock: 'TOOL_TIMEOUT' }, 120, ['wait', '10:08']],
  [{ yesterday: 'UPSTREAM_UNAVAILABLE', orders: 'UPSTREAM_UNAVAILABLE', stock: 'UPSTREAM_UNAVAILABLE' }, 358, ['wait', '14:00']],
  [{ yesterday: 'UPSTREAM_UNAVAILABLE', orders: 'UPSTREAM_UNAVAILABLE', stock: 'UPSTREAM_UNAVAILABLE' }, 360, ['send', 'NO_FIGURES']],
  [{ yesterday: 'UPSTREAM_AUTH', orders: 'UPSTREAM_AUTH', stock: 'UPSTREAM_AUTH' }, 0, ['send', 'NO_FIGURES']],
])('with %j, %i minutes after its slot: %j (N13, N14)', (failed, minutes, expected) => {
  expect(seen(decide(report(failed), minutes))).toEqual(expected);
});

test('no answer at all waits until it is too late, then says since when (N13)', () => {
  expect(seen(decide(AWAY, 120))).toEqual(['wait', '10:08']);
  const since = new Date('2027-03-18T07:55:00Z');
  const own = { openIncidents: [], skipped: [], failing: [], awaySince: since };
  expect(messageOf(decide(AWAY, 360, { own }))).toMatchObject({ dedupKey: 'digest:2027-03-18', variant: 'unavailable', figures: { code: 'UPSTREAM_UNAVAILABLE', since: since.toISOString() }, report: { model: null } });
});

test('a late report says so from five minutes on, and names what did not come', () => {
  const own = { openIncidents: [], skipped: [{ slotKey: '2027-03-17', reason: 'LATE' }], failing: [{ kind: 'ops', since: DUE }], awaySince: null };
  expect(messageOf(decide(report(), 240, { own }))?.figures).toMatchObject({ late_minutes: 240, skipped: ['2027-03-17'], failing: [{ kind: 'ops', since: DUE.toISOString() }] });
  expect(messageOf(decide(report(), 4))?.figures).toMatchObject({ late_minutes: 0 });
});

describe('quiet mode', () => {
  const wow = (revenue: string | null): Fact => knownFact({ delta: { revenue_net: { delta_pct: revenue }, orders_paid: { delta_pct: '0' } } }, DUE);
  const calm = { wow: wow('0'), ...countedFacts({}, DUE), fx: knownFact({ last_apply: null }, DUE) };
  const attempt = (facts: Readonly<Record<string, Fact>>, more: Partial<DecideInput<DigestState>> = {}): Partial<DecideInput<DigestState>> => ({
    settings: quiet, run: run('2027-03-18-q0'), state: quietFrom(new Date('2027-03-16T08:00:00Z')), facts: { ...calm, ...facts }, ...more,
  });

  test('asks for the report only when a trigger holds (N19)', () => {
    const reads = (revenue: string) => digest.readsThen?.(decideInput({ state: NOTHING, now: DUE, facts: {}, ...attempt({ wow: wow(revenue) }) })).map(({ tool }) => tool);
    expect(reads('-7.99')).toEqual([]);
    expect(reads('-8.00')).toEqual(['biz_dashboard_daily']);
  });

  test.each([
    ['-8.00', ['send', 'TRIGGERED']],
    ['-7.99', ['skip', 'QUIET']],
    [null, ['skip', 'QUIET']],
  ])('net revenue %s: %j (N19)', (revenue, expected) => {
    expect(seen(decide(report(), 0, attempt({ wow: wow(revenue), report: report() })))).toEqual(expected);
  });

  test('seven days of silence end it (N20)', () => {
    const lastSentAt = new Date('2027-03-11T08:00:00Z');
    const decision = decide(report(), 0, attempt({ report: report() }, { subscription: { lastSentAt, lastRunAt: null, failingSince: null } }));
    expect([seen(decision), messageOf(decision)?.figures]).toMatchObject([['send', 'TRIGGERED'], { reasons: [{ trigger: 'silence', days: 7 }] }]);
    expect(seen(decide(report(), 0, attempt({}, { subscription: { lastSentAt: new Date('2027-03-12T08:00:00Z'), lastRunAt: null, failingSince: null } })))).toEqual(['skip', 'QUIET']);
  });

  test('an attempt whose trigger holds waits for the figures as the report of its date, whatever becomes of the trigger', () => {
    const waiting = decide(AWAY, 0, attempt({ wow: wow('-20'), report: AWAY }));
    expect(seen(waiting)).toEqual(['wait', '08:01']);
    const { state } = waiting;
    expect(digest.reads({ settings: quiet, state, now: after(1), zone: 'Europe/Berlin', slotKey: '2027-03-18-q0' }).map(({ id }) => id)).toEqual(['report']);
    const sent = decide(report(), 1, attempt({ wow: AWAY, report: report() }, { state }));
    expect([seen(sent), messageOf(sent)?.figures]).toMatchObject([['send', 'TRIGGERED'], { reasons: [{ trigger: 'revenue' }] }]);
    expect(sent.type === 'send' && sent.state).toMatchObject({ promoted: null });
  });

  test('facts that no attempt of a date knew are told by the next report', () => {
    const unknown = decide(AWAY, 0, attempt({ wow: AWAY, ...countedFacts({ chats: 'away', stuck: 'away', errors: 'away', outOfStock: 'away' }, DUE), fx: AWAY }));
    expect(unknown).toMatchObject({ type: 'skip', reason: 'QUIET', state: { unknown_on: '2027-03-18' } });
    expect(decide(AWAY, 60, attempt({}, { state: unknown.state, run: run('2027-03-18-q1') }))).toMatchObject({ state: { unknown_on: null } });
    const next = decide(report(), 0, attempt({ wow: wow('-9'), report: report() }, { state: unknown.state, run: run('2027-03-19-q0') }));
    expect(messageOf(next)?.figures).toMatchObject({ unknown_on: '2027-03-18' });
  });
});

test('a weekly report is that of its slot: on a Monday the calendar week, however late it comes (N6)', () => {
  const asked = (day: number) => weekly.reads({ settings: settingsWith({ weekly_day_of_week: day }), state: {}, now: DUE, zone: 'Europe/Berlin', slotKey: '2027-W11' })[0]?.payload;
  expect(asked(0)).toMatchObject({ week_mode: 'last_week' });
  expect(asked(3)).toMatchObject({ week_mode: 'last7' });
  const decision = weekly.decide(decideInput({ state: {}, now: DUE, run: run('2027-W11', 2_820), facts: { report: report() } }));
  expect([seen(decision), messageOf(decision)]).toMatchObject([['send', 'DUE'], { dedupKey: 'weekly:2027-W11', figures: { late_minutes: 2_820 } }]);
});
