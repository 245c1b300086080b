import { askPlanner, restoreAnswer } from './ask-planner';
import { noAnswer } from './errors';
import type { PlanProvider, ProviderRequest } from './providers/provider';
import { TOOLS } from './fixtures/tools';

const text = 'найди заказы +49 (171) 392-00-02';
const question = { text, facts: { today: '2026-11-20', zone: 'UTC', language: 'ru' as const, lastRead: null }, tools: TOOLS, actionTemplates: [], maxInputChars: 2_000, signal: new AbortController().signal };
const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };

function answering(value: unknown, seen: ProviderRequest[] = []): PlanProvider {
  return {
    provider: 'mock',
    model: 'm',
    fingerprint: 'f',
    ask: (request) => {
      seen.push(request);
      return Promise.resolve({ content: { type: 'json', value }, usage });
    },
  };
}

test('the phone stays here, the kept answer has its placeholder, and the payload gets it back', async () => {
  const seen: ProviderRequest[] = [];
  const value = { kind: 'TOOL', call: { tool: 'orders_search', payload: { phone: '<PHONE_1>' } }, advice: null, question: null, confidence: 0.9, grounding: [{ path: 'phone', quote: '<PHONE_1>' }] };
  const { answer, promptVersion } = await askPlanner(answering(value, seen), question);
  expect(seen.map(({ system, user, schema }) => JSON.stringify([system, user, schema])).join()).not.toMatch(/171|392/);
  expect(JSON.stringify(answer)).not.toMatch(/171|392/);
  expect(promptVersion).toBe('planner-1');
  expect(restoreAnswer(answer, text)).toMatchObject({ kind: 'TOOL', call: { tool: 'orders_search', payload: { phone: '+491713920002' } } });
});

test('an answer that is no plan has a cost too', async () => {
  await expect(askPlanner(answering({ kind: 'TOOL' }), question)).rejects.toMatchObject({ code: 'PLAN_FAILED', failure: { reason: 'invalid' }, usage });
});

test('a provider that is away stays that', async () => {
  const away: PlanProvider = { ...answering(null), ask: () => Promise.reject(noAnswer('away', 5)) };
  await expect(askPlanner(away, question)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryAfterMs: 5, usage: null });
});
