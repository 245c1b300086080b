import { failedFields, plannedFields } from './audit-fields';
import { aCall } from './fixtures/material';

const text = 'передай команде: позвоните +49 171 3920002';
const facts = { provider: { provider: 'openai' as const, model: 'gpt-4.1-mini' }, promptVersion: 'planner-1', text, ms: 812 };
const tokens = 15;
const answer = aCall('notify_team', { message: 'позвоните +49 171 3920002' }, 0.7);

test('the audit of a plan says what was decided, and holds no word of the text', () => {
  const ended = { type: 'ended' as const, check: 10, code: 'CONFIDENCE_LOW' as const, next: { type: 'ask_candidate' as const, tool: 'notify_team', payload: { message: 'позвоните' } } };
  const fields = plannedFields(facts, { answer, tokens, outcome: ended, reused: false });
  expect(fields).toEqual({
    provider: 'openai',
    model: 'gpt-4.1-mini',
    prompt_version: 'planner-1',
    kind: 'TOOL',
    tool: 'notify_team',
    confidence: 0.7,
    tokens: 15,
    ms: 812,
    reused: false,
    outcome: 'CONFIDENCE_LOW',
    check: 10,
    text_length: 42,
    text_hash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
  });
  expect(JSON.stringify(fields)).not.toMatch(/позвон|171/);
});

test('a preview is told by its name, and unknown has no tool', () => {
  const preview = { type: 'preview' as const, source: 'llm' as const, tool: 'notify_team', payload: {} };
  expect(plannedFields(facts, { answer, tokens, outcome: preview, reused: true })).toMatchObject({ outcome: 'preview', check: null, reused: true });
  const unknown = { kind: 'UNKNOWN' as const, question: 'позвоните?', confidence: 0.1, grounding: [] };
  expect(plannedFields(facts, { answer: unknown, tokens, outcome: { type: 'question', text: 'позвоните?' }, reused: false })).toMatchObject({ kind: 'UNKNOWN', tool: null, outcome: 'question' });
});

test('the audit of a failure says why, how long it took and what it cost', () => {
  expect(failedFields(facts, { code: 'PLAN_FAILED', reason: 'incomplete', tokens })).toMatchObject({ code: 'PLAN_FAILED', reason: 'incomplete', tokens: 15, ms: 812, text_length: 42 });
});
