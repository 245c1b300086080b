import { AWAY, clockOf, decideInput, knownFact, settingsWith } from '../../fixtures/notify-facts';
import { baselineOf, fxDelta } from './fx-delta';
import type { FxDeltaState } from './state';

interface Rate {
  readonly rate: string;
  readonly mode?: string;
  readonly provider?: string;
  readonly status?: string;
  readonly taken?: string;
  readonly set?: string;
}

const statusOf = ({ rate, provider = 'ecb', status = 'ok', taken, set }: Rate, at: string) => ({
  status, rate, rate_set_id: set ?? `rs-${rate}`, base_currency: 'USD', shop_currency: 'EUR', provider, rate_taken_at: clockOf(taken ?? at).toISOString(), rate_applied: '0.9100', would_apply: true, noop_reason: null,
});

const BEGUN: FxDeltaState = { baseline: baselineOf(statusOf({ rate: '0.9200' }, '09:00'), 'SIS_HTTP', clockOf('09:00').toISOString()), sent_at: null };

/** Evaluations at their times; what each came to. */
function play(rates: Readonly<Record<string, Rate>>, settings = settingsWith({ fx_delta_enabled: true })): string[] {
  let state = BEGUN;
  return Object.entries(rates).map(([at, rate]) => {
    const now = clockOf(at);
    const decision = fxDelta.decide(decideInput({ state, now, settings, facts: { fx: knownFact(statusOf(rate, at), now, rate.mode) } }));
    if (decision.type === 'wait') throw new Error('an alert never waits');
    state = fxDelta.readState(JSON.parse(JSON.stringify(decision.state)));
    const told = decision.type === 'send' ? decision.messages.map(({ dedupKey, figures }) => ` ${dedupKey} ${String(figures['before'])} → ${String(figures['after'])} ${String(figures['percent'])} %`).join() : '';
    return `${at} ${decision.type} ${decision.reason}${told}`;
  });
}

test('a move past the threshold is told once, measured against what the owner saw last', () => {
  expect(play({ '09:05': { rate: '0.9220' }, '10:00': { rate: '0.9224' }, '12:00': { rate: '0.9250' }, '15:55': { rate: '0.9250' }, '16:00': { rate: '0.9250' }, '16:05': { rate: '0.9250' } })).toEqual([
    '09:05 skip BELOW_MIN',
    '10:00 send MOVED fx_delta:rs-0.9200:rs-0.9224 0.9200 → 0.9224 0.26 %',
    '12:00 skip COOLDOWN',
    '15:55 skip COOLDOWN',
    '16:00 send MOVED fx_delta:rs-0.9224:rs-0.9250 0.9224 → 0.9250 0.28 %',
    '16:05 skip SAME_RATE',
  ]);
});

test('a rate that goes back inside the cooldown is no message; another shop or source begins anew', () => {
  expect(
    play({
      '10:00': { rate: '0.9224' }, '12:00': { rate: '0.9250' }, '15:00': { rate: '0.9224' }, '16:00': { rate: '0.9224' },
      '17:00': { rate: '0.8000', mode: 'DEMO' }, '17:05': { rate: '0.9300' }, '17:10': { rate: '0.9900', provider: 'nbp' }, '17:15': { rate: '0.9930', provider: 'nbp' },
    }),
  ).toEqual([
    '10:00 send MOVED fx_delta:rs-0.9200:rs-0.9224 0.9200 → 0.9224 0.26 %',
    '12:00 skip COOLDOWN',
    '15:00 skip SAME_RATE',
    '16:00 skip SAME_RATE',
    '17:00 skip BASELINE_RESET',
    '17:05 skip BASELINE_RESET',
    '17:10 skip BASELINE_RESET',
    '17:15 send MOVED fx_delta:rs-0.9900:rs-0.9930 0.9900 → 0.9930 0.30 %',
  ]);
});

test.each([
  ['exactly at the threshold', { rate: '0.9223' }, 'send MOVED'],
  ['just below it', { rate: '0.92229' }, 'skip BELOW_MIN'],
  ['downwards', { rate: '0.9177' }, 'send MOVED'],
  ['of a degraded source', { rate: '0.9300', status: 'degraded' }, 'skip RATE_DEGRADED'],
  ['of the same set of rates', { rate: '0.9300', set: 'rs-0.9200' }, 'skip SAME_RATE'],
  ['24 hours old', { rate: '0.9300', taken: '11:00' }, 'send MOVED'],
  ['older than that', { rate: '0.9300', taken: '10:59' }, 'skip RATE_OLD'],
])('a rate %s', (_name, rate: Rate, expected) => {
  expect(play({ '11:00+1': { taken: '11:00+1', ...rate } }, settingsWith({ fx_delta_min_percent: '0.25' }))[0]).toMatch(`11:00+1 ${expected === 'send MOVED' ? `${expected} fx_delta` : expected}`);
});

test('an unknown rate changes nothing, and without a baseline the first rate becomes one', () => {
  const now = clockOf('10:00');
  expect(fxDelta.decide(decideInput({ state: BEGUN, now, facts: { fx: AWAY } }))).toEqual({ type: 'unknown', reason: 'UPSTREAM_UNAVAILABLE', state: BEGUN });
  expect(fxDelta.decide(decideInput({ state: fxDelta.initialState(), now, facts: { fx: knownFact(statusOf({ rate: '0.9' }, '10:00'), now) } }))).toMatchObject({
    type: 'skip', reason: 'BASELINE_RESET', state: { baseline: { rate: '0.9', pair: 'USD/EUR' } }, audit: [{ eventType: 'ntf_baseline_reset', fields: { from: null, why: 'none' } }],
  });
});

test('a state that does not fit its class is refused with its field', () => {
  expect(() => fxDelta.readState({ baseline: null, sent_at: 'yesterday' })).toThrow('FxDeltaState: the field sent_at does not fit');
  expect(() => fxDelta.readState({ baseline: { rate: '1' }, sent_at: null })).toThrow('FxDeltaState: the field baseline.');
});
