import type { PlanAnswer } from './plan-answer';
import { readStoredAnswer } from './stored-answer';
import { readBudget, UNSPENT } from '../limits/budget';
import { CLOSED_CIRCUIT, readCircuit } from '../limits/circuit';
import { readKeptAnswer } from '../limits/same-text';

const call: PlanAnswer = { kind: 'TOOL', call: { tool: 'kpi', payload: { limit: 3 } }, confidence: 0.8, grounding: [] };
const advice: PlanAnswer = {
  kind: 'ADVICE',
  advice: { topic: 'GROWTH_PLAN', title: 'Grow', hypotheses: ['a'], risks: ['b'], experiments: ['c'], suggestedTools: [{ tool: 'kpi', why: 'd' }], suggestedActions: [{ templateId: 'X', why: 'e' }] },
  confidence: 0.7,
  grounding: [],
};
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each<[string, PlanAnswer]>([
  ['a call', call],
  ['advice', advice],
  ['a question', { kind: 'UNKNOWN', question: 'which?', confidence: 0.1, grounding: [] }],
  ['a refusal', { kind: 'UNKNOWN', question: null, confidence: 0, grounding: [] }],
])('%s comes back as it was stored', (_what, answer) => {
  expect(readStoredAnswer(stored(answer))).toEqual(answer);
  expect(readKeptAnswer(stored({ at: 5, answer }))).toEqual({ at: 5, answer });
});

test.each([[null], [{}], ['x'], [{ ...call, confidence: '1' }], [{ ...call, call: { tool: 'kpi' } }], [{ ...call, call: { tool: 1, payload: {} } }], [{ ...advice, advice: { topic: 'NEW', title: 'x' } }], [{ kind: 'COMMIT', confidence: 1 }]])('%j is no answer', (value) => {
  expect(readStoredAnswer(value)).toBeNull();
  expect(readKeptAnswer({ at: 5, answer: value })).toBeNull();
});

test('what is no account counts as an empty one', () => {
  for (const value of [null, 'x', {}, { day: 1 }]) expect(readBudget(value)).toEqual(UNSPENT);
  for (const value of [null, 'x', {}, { failures: 'x', openUntil: 'y' }]) expect(readCircuit(value)).toEqual(CLOSED_CIRCUIT);
  const budget = { day: '2027-03-15', requests: 2, tokens: 30, recent: [1, 2], toldOn: null };
  expect(readBudget(stored(budget))).toEqual(budget);
  const circuit = { failures: [1], openUntil: 9, brokenProvider: 'f' };
  expect(readCircuit(stored(circuit))).toEqual(circuit);
});
