import { PlannerError } from '../errors';
import { ACTION_TEMPLATES, TOOLS } from '../fixtures/tools';
import { answerSchema } from '../schema/answer-schema';
import { readAnswer } from './read-answer';

const schema = answerSchema({ tools: TOOLS, actionTemplates: ACTION_TEMPLATES });
const call = { tool: 'kpi_snapshot', payload: { period: { preset: 'today', from: null, to: null }, with_change: null } };
const advice = { topic: 'GROWTH_PLAN', title: 'Рост', hypotheses: ['a'], risks: [], experiments: [], suggested_tools: [], suggested_actions: [] };
const anAnswer = { kind: 'TOOL', call, advice: null, question: null, confidence: 0.8, grounding: [] };

const reasonOf = (value: unknown): string => {
  try {
    readAnswer(schema, value);
  } catch (error) {
    if (error instanceof PlannerError) return `${error.failure.reason}: ${error.message}`;
    throw error;
  }
  return 'read';
};

test('null leaves a key out, at any depth', () => {
  expect(readAnswer(schema, anAnswer)).toEqual({ kind: 'TOOL', call: { tool: 'kpi_snapshot', payload: { period: { preset: 'today' } } }, confidence: 0.8, grounding: [] });
});

test.each([
  ['nothing at all', { ...anAnswer, call: null }],
  ['a call and a question', { ...anAnswer, question: 'Что?' }],
  ['a call and advice', { ...anAnswer, advice }],
  ['another part than its kind', { ...anAnswer, kind: 'ADVICE' }],
  ['a question and a call', { ...anAnswer, kind: 'UNKNOWN', question: 'Что?' }],
  ['a question and advice', { ...anAnswer, kind: 'UNKNOWN', call: null, advice, question: 'Что?' }],
  ['advice and a call', { ...anAnswer, kind: 'ADVICE', advice }],
  ['an unknown without a question', { ...anAnswer, kind: 'UNKNOWN', call: null }],
])('an answer that says %s is none', (_what, value) => {
  expect(reasonOf(value)).toBe('invalid: the answer does not say exactly one thing');
});

test.each([
  ['confidence', { ...anAnswer, confidence: 1.2 }],
  ['confidence', { ...anAnswer, confidence: -0.1 }],
  ['question', { ...anAnswer, kind: 'UNKNOWN', call: null, question: 'я'.repeat(301) }],
  ['question', { ...anAnswer, kind: 'UNKNOWN', call: null, question: '  ' }],
  ['grounding', { ...anAnswer, grounding: [{ path: 'a', quote: 'x'.repeat(301) }] }],
  ['advice.title', { ...anAnswer, kind: 'ADVICE', call: null, advice: { ...advice, title: 'x'.repeat(121) } }],
  ['advice.hypotheses', { ...anAnswer, kind: 'ADVICE', call: null, advice: { ...advice, hypotheses: Array.from({ length: 8 }, () => 'a') } }],
  ['advice.risks', { ...anAnswer, kind: 'ADVICE', call: null, advice: { ...advice, risks: ['x'.repeat(301)] } }],
  ['advice.suggested_tools', { ...anAnswer, kind: 'ADVICE', call: null, advice: { ...advice, suggested_tools: [{ tool: 'kpi_snapshot', why: 'x'.repeat(301) }] } }],
])('too much in %s is no plan', (part, value) => {
  expect(reasonOf(value)).toBe(`invalid: the answer is out of range at ${part}`);
});

test('a suggestion outside the offer is no plan', () => {
  const suggested = { ...advice, suggested_tools: [{ tool: 'notify_team', why: 'an action is no read' }] };
  expect(reasonOf({ ...anAnswer, kind: 'ADVICE', call: null, advice: suggested })).toBe('invalid: the answer has another shape at $.advice');
});

test('what is wrong is told by path, never by value', () => {
  expect(reasonOf({ ...anAnswer, kind: 'позвони +49 171 3920002' })).toBe('invalid: the answer has another shape at $.kind');
});
