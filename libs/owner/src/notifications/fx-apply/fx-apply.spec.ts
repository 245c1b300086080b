import type { FxLastApply } from '@ownerbot/shop';
import { AWAY, clockOf, decideInput, knownFact, settingsWith } from '../../fixtures/notify-facts';
import { fxApply, seenNow } from './fx-apply';
import type { FxApplyState } from './state';

type Result = FxLastApply['result'];

const applyOf = (at: string, result: Result, more: Partial<FxLastApply> = {}): FxLastApply => ({
  at: clockOf(at).toISOString(), result, affected_count: result === 'applied' ? 40 : 0, rate: '0.92', delta_percent: '1.2', reason: result === 'noop' ? 'COOLDOWN' : null, error: result === 'failed' ? 'UPSTREAM_RATE' : null,
  job_id: `job-${at}`, from: 'USD', to: 'EUR', provider: 'ecb', ...more,
});

/** Each apply is seen five minutes after it. */
function play(applies: readonly FxLastApply[], { settings = settingsWith({ fx_apply_notify_applied: true }), ownJobs = [], lastRunAt = null }: { settings?: ReturnType<typeof settingsWith>; ownJobs?: readonly string[]; lastRunAt?: Date | null } = {}): { said: string[]; state: FxApplyState; figures: Readonly<Record<string, unknown>>[] } {
  let state: FxApplyState = seenNow(applyOf('08:00', 'applied'));
  const figures: Readonly<Record<string, unknown>>[] = [];
  const said = applies.map((last) => {
    const now = new Date(Date.parse(last.at));
    const decision = fxApply.decide(decideInput({ state, now, settings, ownJobs, subscription: { lastRunAt, lastSentAt: null, failingSince: null }, facts: { fx: knownFact({ last_apply: last, settings: { min_rate_delta_percent: '0.5', min_apply_cooldown_hours: 6 } }, now) } }));
    if (decision.type === 'wait') throw new Error('an alert never waits');
    state = fxApply.readState(JSON.parse(JSON.stringify(decision.state)));
    const more = decision.type === 'send' ? decision.messages[0]?.figures : undefined;
    if (more !== undefined) figures.push(more);
    const count = (more?.['more'] as { count: number } | null | undefined)?.count;
    return `${last.at.slice(11, 16)} ${decision.type} ${decision.reason}${count === undefined ? '' : `, ${String(count)} more`}`;
  });
  return { said, state, figures };
}

test('the same failure is told again after its cooldown, with what came in between; another result is told at once', () => {
  const { said, figures } = play([applyOf('10:00', 'failed'), applyOf('11:00', 'failed'), applyOf('12:00', 'failed'), applyOf('12:30', 'applied'), applyOf('17:00', 'failed')]);
  expect(said).toEqual(['10:00 send FAILED', '11:00 skip COOLDOWN', '12:00 skip COOLDOWN', '12:30 send APPLIED', '17:00 send FAILED, 2 more']);
  expect(figures[2]).toMatchObject({ more: { count: 2, since: '2027-03-18T11:00:00.000Z' }, error: 'UPSTREAM_RATE', gap: null });
});

test('another reason of the same result is told at once', () => {
  expect(play([applyOf('10:00', 'failed'), applyOf('10:10', 'failed', { error: 'PRICES_LOCKED' })]).said).toEqual(['10:00 send FAILED', '10:10 send FAILED']);
});

test('what this owner had confirmed is told by its own answer', () => {
  expect(play([applyOf('10:00', 'applied', { job_id: 'mine' }), applyOf('10:30', 'applied')], { ownJobs: ['mine'] }).said).toEqual(['10:00 skip OWN_PROPOSAL', '10:30 send APPLIED']);
});

test.each([
  ['applied', 'applied', true],
  ['noop', 'noop', true],
  ['failed', 'failed', true],
] as const)('the type %s is told where it is switched on alone', (result, field, value) => {
  const off = { fx_apply_notify_applied: false, fx_apply_notify_noop: false, fx_apply_notify_failed: false };
  expect(play([applyOf('10:00', result)], { settings: settingsWith(off) }).said).toEqual(['10:00 skip TYPE_OFF']);
  expect(play([applyOf('10:00', result)], { settings: settingsWith({ ...off, [`fx_apply_notify_${field}`]: value }) }).said).toEqual([`10:00 send ${result.toUpperCase()}`]);
});

test('the same one twice, an older one, and the one that stood at the first look are no news', () => {
  expect(play([applyOf('10:00', 'failed'), applyOf('10:00', 'failed'), applyOf('07:00', 'failed')]).said).toEqual(['10:00 send FAILED', '10:00 skip NOTHING_NEW', '07:00 skip NOTHING_NEW']);
  const now = clockOf('10:00');
  const first = fxApply.decide(decideInput({ state: fxApply.initialState(), now, facts: { fx: knownFact({ last_apply: applyOf('09:00', 'failed'), settings: {} }, now) } }));
  expect(first).toMatchObject({ type: 'skip', reason: 'FIRST_LOOK', state: { has_looked: true, seen: { at: '2027-03-18T09:00:00.000Z' } } });
  expect(fxApply.decide(decideInput({ state: seenNow(null), now, facts: { fx: knownFact({ last_apply: applyOf('09:00', 'failed'), settings: {} }, now) } }))).toMatchObject({ type: 'send', reason: 'FAILED' });
});

test('after a longer gap the message says that there may have been others', () => {
  expect(play([applyOf('10:00', 'failed')], { lastRunAt: clockOf('09:29') }).figures[0]).toMatchObject({ gap: { from: '2027-03-18T09:29:00.000Z', to: '2027-03-18T10:00:00.000Z' } });
  expect(play([applyOf('10:00', 'failed')], { lastRunAt: clockOf('09:30') }).figures[0]).toMatchObject({ gap: null });
});

test('what is not known changes nothing', () => {
  const state = seenNow(null);
  expect(fxApply.decide(decideInput({ state, now: clockOf('10:00'), facts: { fx: AWAY } }))).toEqual({ type: 'unknown', reason: 'UPSTREAM_UNAVAILABLE', state });
});
