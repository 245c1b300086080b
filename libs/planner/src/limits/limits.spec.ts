import * as fc from 'fast-check';
import { REFUSED } from '../answer/plan-answer';
import { admit, type AdmissionFacts } from './admit';
import { afterRequest, afterTelling, afterTokens, decideBudget, UNSPENT, type BudgetState } from './budget';
import { afterFailure, CLOSED_CIRCUIT, decideCircuit, type CircuitState } from './circuit';
import { reusableAnswer, sameTextKey } from './same-text';

const noon = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
const at = (now: number, day = '2026-11-20') => ({ now, day });
const limits = { dailyRequests: 200, dailyTokens: 300_000 };
const away = { code: 'UPSTREAM_UNAVAILABLE' as const, fingerprint: 'one' };
const failing = (moments: readonly number[], state: CircuitState = CLOSED_CIRCUIT) => moments.reduce((current, now) => afterFailure(current, now, away).state, state);
const spending = (times: number, now: number, day?: string, state: BudgetState = UNSPENT) => Array.from({ length: times }).reduce<BudgetState>((current) => afterRequest(current, at(now, day)), state);

describe('the circuit', () => {
  test('opens at the fifth failure in five minutes, for five minutes', () => {
    const four = failing([0, 1, 2, 3].map((n) => noon + n * minute));
    expect(decideCircuit(four, noon + 4 * minute, 'one')).toEqual({ isAllowed: true });
    const five = failing([noon + 4 * minute], four);
    expect(decideCircuit(five, noon + 4 * minute, 'one')).toEqual({ isAllowed: false, why: 'CIRCUIT_OPEN', untilMs: noon + 9 * minute });
    expect(decideCircuit(five, noon + 9 * minute - 1, 'one').isAllowed).toBe(false);
    expect(decideCircuit(five, noon + 9 * minute, 'one').isAllowed).toBe(true);
  });

  test('failures further apart do not open it', () => {
    const state = failing([0, 1, 2, 3, 5].map((n) => noon + n * minute));
    expect(decideCircuit(state, noon + 5 * minute, 'one').isAllowed).toBe(true);
  });

  test('once closed, it takes five new failures', () => {
    const opened = failing(Array.from({ length: 5 }, () => noon));
    const again = failing(Array.from({ length: 4 }, () => noon + 5 * minute), opened);
    expect(decideCircuit(again, noon + 5 * minute, 'one').isAllowed).toBe(true);
    expect(decideCircuit(failing([noon + 5 * minute], again), noon + 5 * minute, 'one').isAllowed).toBe(false);
  });

  test('a provider that refused its configuration is asked again when that has changed; the operator hears once', () => {
    const { state, alert } = afterFailure(CLOSED_CIRCUIT, noon, { code: 'BAD_CONFIG', fingerprint: 'one' });
    expect(alert).toBe(true);
    expect(afterFailure(state, noon, { code: 'BAD_CONFIG', fingerprint: 'one' }).alert).toBe(false);
    expect(decideCircuit(state, noon + 999 * minute, 'one')).toEqual({ isAllowed: false, why: 'PROVIDER_BROKEN' });
    expect(decideCircuit(state, noon, 'two')).toEqual({ isAllowed: true });
    expect(afterFailure(state, noon, { code: 'BAD_CONFIG', fingerprint: 'two' }).alert).toBe(true);
  });

  test('a clock that is set back does not keep it open', () => {
    const opened = failing(Array.from({ length: 5 }, () => noon));
    expect(decideCircuit(opened, noon - 60 * minute, 'one').isAllowed).toBe(true);
  });

  test('it never stays open longer than five minutes after the last failure', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20 * minute), { maxLength: 30 }), (offsets) => {
        const moments = offsets.toSorted((one, other) => one - other).map((offset) => noon + offset);
        const last = moments.at(-1) ?? noon;
        expect(decideCircuit(failing(moments), last + 5 * minute, 'one').isAllowed).toBe(true);
      }),
    );
  });
});

describe('the budget', () => {
  test('ten requests a minute', () => {
    const ten = spending(10, noon);
    expect(decideBudget(spending(9, noon), at(noon), limits)).toEqual({ isAllowed: true });
    expect(decideBudget(ten, at(noon + minute - 1), limits)).toEqual({ isAllowed: false, why: 'RATE_LIMITED' });
    expect(decideBudget(ten, at(noon + minute), limits)).toEqual({ isAllowed: true });
  });

  test('the minute does not begin anew with the day', () => {
    expect(decideBudget(spending(10, noon), at(noon + 1, '2026-11-21'), limits)).toMatchObject({ why: 'RATE_LIMITED' });
  });

  test('requests and tokens of a day, which end with it', () => {
    const requests = spending(2, noon);
    expect(decideBudget(requests, at(noon + minute), { ...limits, dailyRequests: 3 })).toEqual({ isAllowed: true });
    expect(decideBudget(requests, at(noon + minute), { ...limits, dailyRequests: 2 })).toEqual({ isAllowed: false, why: 'BUDGET_SPENT', tell: true });
    expect(decideBudget(requests, at(noon + minute, '2026-11-21'), { ...limits, dailyRequests: 2 })).toEqual({ isAllowed: true });
    const tokens = afterTokens(afterTokens(UNSPENT, at(noon), 600), at(noon), 400);
    expect(decideBudget(tokens, at(noon), { ...limits, dailyTokens: 1_001 })).toEqual({ isAllowed: true });
    expect(decideBudget(tokens, at(noon), { ...limits, dailyTokens: 1_000 })).toMatchObject({ why: 'BUDGET_SPENT' });
    expect(decideBudget(UNSPENT, at(noon), { ...limits, dailyRequests: 0 })).toMatchObject({ why: 'BUDGET_SPENT' });
  });

  test('tokens that arrive after midnight count for the new day', () => {
    const state = afterTokens(spending(3, noon), at(noon, '2026-11-21'), 50);
    expect(state).toMatchObject({ day: '2026-11-21', requests: 0, tokens: 50 });
  });

  test('the owner hears once a day that it is spent', () => {
    const told = afterTelling(spending(2, noon), at(noon));
    const spent = { ...limits, dailyRequests: 0 };
    expect(decideBudget(told, at(noon), spent)).toMatchObject({ tell: false });
    expect(decideBudget(told, at(noon, '2026-11-21'), spent)).toMatchObject({ tell: true });
  });

  test('however often one asks, no minute has more than ten requests and no day more than its limit', () => {
    const asks = fc.array(fc.record({ pauseMs: fc.nat(20_000), tokens: fc.nat(500) }), { maxLength: 200 });
    fc.assert(
      fc.property(asks, fc.integer({ min: 1, max: 60 }), (all, dailyRequests) => {
        let state = UNSPENT;
        let now = noon;
        const granted: { now: number; day: string }[] = [];
        for (const { pauseMs, tokens } of all) {
          now += pauseMs;
          const moment = at(now, `day ${Math.floor((now - noon) / (10 * minute))}`);
          if (!decideBudget(state, moment, { dailyRequests, dailyTokens: 5_000 }).isAllowed) continue;
          state = afterTokens(afterRequest(state, moment), moment, tokens);
          granted.push(moment);
        }
        for (const one of granted) {
          expect(granted.filter((other) => other.now > one.now - minute && other.now <= one.now).length).toBeLessThanOrEqual(10);
          expect(granted.filter(({ day }) => day === one.day).length).toBeLessThanOrEqual(dailyRequests);
        }
      }),
    );
  });
});

describe('the same text', () => {
  const asked = { ownerId: '1', text: 'Кто ждёт?', language: 'ru' as const, day: '2026-11-20', provider: { provider: 'openai' as const, model: 'm' }, offered: ['a', 'b'] };

  test('is known by what was asked, of whom and with what on offer', () => {
    const key = sameTextKey(asked);
    expect(sameTextKey({ ...asked, text: ' кто  ждет?', offered: ['b', 'a'] })).toBe(key);
    const others = [{ ownerId: '2' }, { text: 'кто' }, { language: 'en' as const }, { day: '2026-11-21' }, { provider: { provider: 'mock' as const, model: 'm' } }, { provider: { provider: 'openai' as const, model: 'n' } }, { offered: ['a'] }];
    expect(new Set([key, ...others.map((one) => sameTextKey({ ...asked, ...one }))]).size).toBe(others.length + 1);
  });

  test('has the same answer for ten minutes', () => {
    const kept = { at: noon, answer: REFUSED };
    expect(reusableAnswer(kept, noon + 10 * minute - 1)).toBe(REFUSED);
    expect(reusableAnswer(kept, noon + 10 * minute)).toBeNull();
    expect(reusableAnswer(kept, noon - 1)).toBeNull();
    expect(reusableAnswer(null, noon)).toBeNull();
  });
});

describe('admission', () => {
  const facts: AdmissionFacts = { provider: { fingerprint: 'one' }, heard: null, circuit: CLOSED_CIRCUIT, budget: UNSPENT, limits, at: at(noon) };
  const broken: CircuitState = { ...CLOSED_CIRCUIT, brokenProvider: 'one' };

  test('everything in order', () => {
    expect(admit(facts)).toEqual({ isAdmitted: true });
    expect(admit({ ...facts, heard: { confidence: 0.75, threshold: 0.75 } })).toEqual({ isAdmitted: true });
  });

  test.each<[string, Partial<AdmissionFacts>]>([
    ['PROVIDER_OFF', { provider: null, circuit: broken }],
    ['VOICE_NOT_CLEAR', { heard: { confidence: 0.7, threshold: 0.75 } }],
    ['VOICE_NOT_CLEAR', { heard: { confidence: null, threshold: 0.75 } }],
    ['PROVIDER_BROKEN', { circuit: broken }],
    ['CIRCUIT_OPEN', { circuit: { ...CLOSED_CIRCUIT, openUntil: noon + minute } }],
    ['RATE_LIMITED', { budget: spending(10, noon) }],
  ])('%s is help, and nothing is told of it', (why, parts) => {
    expect(admit({ ...facts, ...parts })).toEqual({ isAdmitted: false, why, tell: false });
  });

  test('a spent budget is told', () => {
    expect(admit({ ...facts, limits: { ...limits, dailyTokens: 0 } })).toEqual({ isAdmitted: false, why: 'BUDGET_SPENT', tell: true });
  });
});
