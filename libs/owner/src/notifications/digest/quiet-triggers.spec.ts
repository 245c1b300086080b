import type { Fact } from '@ownerbot/notifications';
import { AWAY, clockOf, countedFacts, knownFact, settingsWith } from '../../fixtures/notify-facts';
import { judgeQuiet, quietReads, type QuietNow } from './quiet-triggers';

const NOW = clockOf('09:00');
const wow = (revenue: string | null, orders: string | null = '0'): Fact => knownFact({ delta: { revenue_net: { delta_pct: revenue }, orders_paid: { delta_pct: orders } } }, NOW);
const fx = (result: string, at: string): Fact => knownFact({ last_apply: { at, result } }, NOW);
const CALM = { wow: wow('0'), ...countedFacts({}, NOW), fx: fx('applied', '2027-03-18T08:00:00Z') };

function judge(facts: Readonly<Record<string, Fact>> = {}, more: Partial<QuietNow> = {}): unknown[] {
  const { reasons, unknown } = judgeQuiet({ settings: settingsWith({}), facts: { ...CALM, ...facts }, now: NOW, zone: 'Europe/Berlin', lastDigestAt: clockOf('09:00+-1'), quietSince: clockOf('09:00+-3'), ...more });
  return [...reasons.map(({ trigger }) => trigger), ...unknown.map((trigger) => `? ${trigger}`)];
}

test.each([
  ['-8.00', '0', ['revenue']],
  ['-7.99', '0', []],
  [null, null, []],
  ['-50.5', '-10', ['revenue', 'orders']],
  ['12', '-9.99', []],
])('net revenue %s %% and paid orders %s %%', (revenue, orders, expected) => {
  expect(judge({ wow: wow(revenue, orders) })).toEqual(expected);
});

test('calm days send nothing', () => {
  expect(judge()).toEqual([]);
});

test('a signal of operations triggers by the thresholds of the owner, whether or not alerts are on', () => {
  expect(judge(countedFacts({ stuck: 1 }, NOW))).toEqual(['ops']);
  expect(judge(countedFacts({ stuck: 1 }, NOW), { settings: settingsWith({ digest_quiet_send_on_ops: false }) })).toEqual([]);
  expect(judge(countedFacts({ errors: 1 }, NOW))).toEqual(['ops', 'errors']);
  expect(judge(countedFacts({ errors: 1 }, NOW), { settings: settingsWith({ digest_quiet_send_on_errors: false, ops_errors_min_count: 2 }) })).toEqual([]);
});

test('a failed repricing triggers once: later than the last digest', () => {
  expect(judge({ fx: fx('failed', '2027-03-17T09:00:01Z') })).toEqual(['fx_failed']);
  expect(judge({ fx: fx('failed', '2027-03-17T09:00:00Z') })).toEqual([]);
  expect(judge({ fx: fx('failed', '2027-03-18T08:00:00Z') }, { settings: settingsWith({ digest_quiet_send_on_fx_failed: false }) })).toEqual([]);
  expect(judge({ fx: fx('failed', '2027-03-01T08:00:00Z') }, { lastDigestAt: null })).toEqual(['fx_failed']);
});

test('silence ends on the seventh local date after the last digest, or after quiet mode was agreed', () => {
  expect(judge({}, { lastDigestAt: new Date('2027-03-11T22:59:00Z') })).toEqual(['silence']);
  expect(judge({}, { lastDigestAt: new Date('2027-03-11T23:01:00Z') })).toEqual([]);
  expect(judge({}, { lastDigestAt: null, quietSince: new Date('2027-03-11T12:00:00Z') })).toEqual(['silence']);
  expect(judge({}, { lastDigestAt: null, quietSince: new Date('2027-03-12T12:00:00Z') })).toEqual([]);
  // Over the night in which the clock goes forward: still whole dates.
  expect(judge({}, { now: new Date('2027-04-01T07:00:00Z'), lastDigestAt: new Date('2027-03-25T22:00:00Z') })).toEqual(['silence']);
});

test('what is not known counts as no trigger, and is named', () => {
  expect(judge({ wow: AWAY, fx: AWAY, orders: AWAY, errors: AWAY })).toEqual(['? revenue', '? orders', '? ops', '? fx_failed', '? errors']);
  expect(judge({ orders: AWAY, ...countedFacts({ outOfStock: 1, stuck: 'away' }, NOW) })).toEqual(['ops']);
});

test('each read is asked for once, and only what a rule needs', () => {
  expect(quietReads(settingsWith({})).map(({ id }) => id)).toEqual(['wow', 'chats', 'orders', 'errors', 'stock', 'fx']);
  expect(quietReads(settingsWith({ digest_quiet_send_on_ops: false, digest_quiet_send_on_fx_failed: false, digest_quiet_send_on_errors: false })).map(({ id }) => id)).toEqual(['wow']);
});
