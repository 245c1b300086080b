import { clockOf, countedFacts, decideInput, settingsWith, type Counts } from '../../fixtures/notify-facts';
import { ops } from './ops';
import { opsReads } from './signals';
import type { OpsState } from './state';

const QUIET = { ops_low_stock_min_count: 0, ops_errors_min_count: 0, ops_out_of_stock_min_count: 0 };

/** Evaluations at their times; only what is not silent is told. */
function play(counts: Readonly<Record<string, Counts>>, settings = settingsWith(QUIET)): { said: string[]; state: OpsState; keys: string[] } {
  let state: OpsState = ops.initialState();
  const keys: string[] = [];
  const said = Object.entries(counts).map(([at, now]) => {
    const decision = ops.decide(decideInput({ state, now: clockOf(at), settings, facts: countedFacts(now, clockOf(at)) }));
    if (decision.type === 'wait') throw new Error('an alert never waits');
    state = ops.readState(JSON.parse(JSON.stringify(decision.state)));
    if (decision.type !== 'send') return `${at} ${decision.type} ${decision.reason}`;
    keys.push(...decision.messages.map(({ dedupKey }) => dedupKey));
    const signals = decision.messages[0]?.figures['signals'] as { signal: string; standing: string; count: number }[];
    return `${at} send ${signals.map(({ signal, standing, count }) => `${signal} ${standing} ${String(count)}`).join(', ')}`;
  });
  return { said, state, keys };
}

test('a signal is told when it is raised, when it has doubled, and when it lasts; what clears and returns soon is told with the reminder', () => {
  const { said, keys } = play({
    '10:00': { chats: 4 }, '10:05': { chats: 5 }, '10:30': { chats: 8 }, '11:00': { chats: 9 }, '12:00': { chats: 1 }, '12:05': { chats: 0 }, '12:10': { chats: 0 }, '13:00': { chats: 2 }, '16:55': { chats: 2 }, '17:00': { chats: 2 }, '17:05': { chats: 2 },
  });
  expect(said).toEqual([
    '10:00 send unanswered new 4', '10:05 skip NOTHING_NEW', '10:30 skip NOTHING_NEW', '11:00 send unanswered worse 9', '12:00 skip NOTHING_NEW', '12:05 skip CLEAR', '12:10 skip CLEAR', '13:00 skip NOTHING_NEW', '16:55 skip NOTHING_NEW',
    '17:00 send unanswered reminder 2', '17:05 skip NOTHING_NEW',
  ]);
  expect(new Set(keys).size).toBe(3);
  expect(keys[0]).toMatch(/^ops:[0-9a-f]{64}$/);
});

test('the full total is told, and a new signal is told at once with the others as continuing', () => {
  const { said } = play({ '10:00': { stuck: 40 }, '10:10': { stuck: 40, payment: 1 } });
  expect(said).toEqual(['10:00 send stuck new 40', '10:10 send payment new 1, stuck continuing 40']);
});

test('inside the cooldown a signal is told once for having grown', () => {
  const { said } = play({ '10:00': { chats: 5 }, '10:05': { chats: 9 }, '10:10': { chats: 10 }, '10:15': { chats: 40 }, '16:10': { chats: 40 }, '16:15': { chats: 80 } });
  expect(said).toEqual(['10:00 send unanswered new 5', '10:05 skip NOTHING_NEW', '10:10 send unanswered worse 10', '10:15 skip NOTHING_NEW', '16:10 send unanswered reminder 40', '16:15 send unanswered worse 80']);
});

test('one evaluation below its minimum clears nothing, and neither does one that is not known', () => {
  expect(play({ '10:00': { stuck: 2 }, '10:05': { stuck: 0 }, '10:10': { stuck: 'away' } }).state.signals).toMatchObject([{ is_raised: true, clear_count: 1 }]);
  const { said, state } = play({ '10:00': { stuck: 2 }, '10:05': { stuck: 0 }, '10:10': { stuck: 'away', chats: 0 }, '10:15': { stuck: 2 }, '10:20': { stuck: 0 }, '10:25': { stuck: 0 } });
  expect(said.slice(1)).toEqual(['10:05 skip CLEAR', '10:10 skip CLEAR', '10:15 skip NOTHING_NEW', '10:20 skip CLEAR', '10:25 skip CLEAR']);
  expect(state.signals).toMatchObject([{ signal: 'stuck', is_raised: false }]);
});

test('parts that are not known are named, the rest is judged; nothing known at all decides nothing', () => {
  const now = clockOf('10:00');
  const some = ops.decide(decideInput({ state: ops.initialState(), now, facts: countedFacts({ stuck: 'away', errors: 2 }, now) }));
  expect(some).toMatchObject({ type: 'send', messages: [{ figures: { signals: [{ signal: 'errors', count: 2, hours: 24, examples: ['TOOL_TIMEOUT'] }], unknown: ['stuck', 'payment'] }, severity: 'warning', isQuietAtNight: false, mode: 'SIS_HTTP' }] });
  const state: OpsState = { signals: [] };
  expect(ops.decide(decideInput({ state, now, facts: countedFacts({ chats: 'away', stuck: 'away', errors: 'away', outOfStock: 'away' }, now) }))).toEqual({ type: 'unknown', reason: 'UPSTREAM_UNAVAILABLE', state });
});

test.each([
  ['unanswered', { chats: 3 }, { ops_unanswered_min_count: 3 }],
  ['stuck', { stuck: 3 }, { ops_stuck_min_count: 3 }],
  ['payment', { payment: 3 }, { ops_payment_min_count: 3 }],
  ['errors', { errors: 3 }, { ops_errors_min_count: 3 }],
  ['out_of_stock', { outOfStock: 3 }, { ops_out_of_stock_min_count: 3 }],
  ['low_stock', { lowStock: 3 }, { ops_low_stock_min_count: 3 }],
])('%s is raised from its minimum on; a minimum of 0 switches it off', (signal, counts: Counts, minimum: Readonly<Record<string, number>>) => {
  const [name = ''] = Object.keys(minimum);
  expect(play({ '10:00': counts }, settingsWith(minimum)).said).toEqual([`10:00 send ${signal} new 3`]);
  expect(play({ '10:00': counts }, settingsWith({ [name]: 4 })).said).toEqual(['10:00 skip CLEAR']);
  expect(play({ '10:00': counts }, settingsWith({ [name]: 0 })).said).toEqual(['10:00 skip CLEAR']);
});

test('only what is switched on is read, with the thresholds of the owner', () => {
  expect(opsReads(settingsWith({ ops_unanswered_threshold_hours: 4, ops_errors_window_hours: 12, ops_low_stock_lte: 9 })).map(({ tool, payload }) => `${tool} ${JSON.stringify(payload)}`)).toEqual([
    'chats_unanswered {"threshold_hours":4,"limit":3}', 'orders_health {}', 'sys_last_errors {"window_hours":12,"limit":3}', 'inventory_status {"low_stock_lte":9,"limit":3}',
  ]);
  expect(opsReads(settingsWith({ ...QUIET, ops_unanswered_min_count: 0, ops_payment_min_count: 0 })).map(({ tool }) => tool)).toEqual(['orders_health']);
});
