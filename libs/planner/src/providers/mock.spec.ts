import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartRefusedError } from '@ownerbot/runtime';
import { askPlanner, type PlanQuestion } from '../ask-planner';
import { createPlanProvider, LLM_PROVIDERS } from '../create-provider';
import { ACTION_TEMPLATES, TOOLS } from '../fixtures/tools';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'planner-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const openai = { apiKey: undefined, baseUrl: 'http://127.0.0.1:1' };
const settings = { provider: 'MOCK' as const, mockFixtures: undefined, openaiModel: 'gpt-4.1-mini', timeoutSeconds: 5 };

function provider(plans: unknown) {
  const file = join(folder, 'plans.json');
  writeFileSync(file, typeof plans === 'string' ? plans : JSON.stringify(plans));
  const made = createPlanProvider({ ...settings, mockFixtures: file }, openai);
  if (made === null) throw new Error('no provider');
  return made;
}

const question = (text: string, signal = new AbortController().signal): PlanQuestion => ({
  text,
  facts: { today: '2026-11-20', zone: 'UTC', language: 'ru', lastRead: null },
  tools: TOOLS,
  actionTemplates: ACTION_TEMPLATES,
  maxInputChars: 2_000,
  signal,
});

const answer = { kind: 'TOOL', call: { tool: 'chats_unanswered', payload: { threshold_hours: 6, limit: null } }, advice: null, question: null, confidence: 0.9, grounding: [] };

test('the mock answers what was recorded for the text, however it is typed', async () => {
  const mock = provider({ 'Кто ждёт 6 часов': { answer, tokens: 12 } });
  await expect(askPlanner(mock, question(' кто  ЖДЕТ 6 часов'))).resolves.toMatchObject({ answer: { kind: 'TOOL', call: { payload: { threshold_hours: 6 } } }, usage: { totalTokens: 12 } });
});

test('a text that nobody recorded, and a refusal, are unknown', async () => {
  const mock = provider({ нет: { refusal: true } });
  for (const text of ['нет', 'что-то другое']) await expect(askPlanner(mock, question(text))).resolves.toMatchObject({ answer: { kind: 'UNKNOWN', question: null } });
});

test('it fails as it was told to', async () => {
  const mock = provider({ 'нет связи': { fail: { code: 'UPSTREAM_UNAVAILABLE', reason: 'llm' } }, ключ: { fail: { code: 'BAD_CONFIG', reason: 'llm' } }, половина: { fail: { code: 'PLAN_FAILED', reason: 'incomplete' } } });
  await expect(askPlanner(mock, question('нет связи'))).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  await expect(askPlanner(mock, question('ключ'))).rejects.toMatchObject({ code: 'BAD_CONFIG' });
  await expect(askPlanner(mock, question('половина'))).rejects.toMatchObject({ code: 'PLAN_FAILED', failure: { reason: 'incomplete' } });
});

test('a recorded answer outside the schema is no plan, as one from a model', async () => {
  const mock = provider({ взлом: { answer: { ...answer, call: { tool: 'drop_tables', payload: {} } }, tokens: 7 } });
  await expect(askPlanner(mock, question('взлом'))).rejects.toMatchObject({ code: 'PLAN_FAILED', failure: { reason: 'invalid' }, usage: { totalTokens: 7 } });
});

test('whoever stops it gets the reason of the stop', async () => {
  await expect(askPlanner(provider({}), question('да', AbortSignal.abort(new Error('shutting down'))))).rejects.toThrow('shutting down');
});

test.each<[string, unknown, RegExp]>([
  ['no object', '[1]', /one JSON object/],
  ['no JSON', '{', /one JSON object/],
  ['an entry without anything', { да: {} }, /"да": \{ answer/],
  ['an unknown failure', { да: { fail: { code: 'PLAN_FAILED', reason: 'tired' } } }, /"да": \{ answer/],
  ['a text twice', { 'Ещё': { refusal: true }, 'еще': { refusal: true } }, /"еще" is there twice/],
])('fixtures with %s stop the start', (_what, plans, finding) => {
  expect(() => provider(plans)).toThrow(StartRefusedError);
  expect(() => provider(plans)).toThrow(finding);
});

test('off is no provider, and neither is one that lacks what it needs', () => {
  expect(LLM_PROVIDERS.map((one) => createPlanProvider({ ...settings, provider: one }, openai))).toEqual([null, null, null]);
  expect(createPlanProvider({ ...settings, provider: 'OPENAI' }, { ...openai, apiKey: 'sk-secret' })).toMatchObject({ provider: 'openai', model: 'gpt-4.1-mini' });
});
