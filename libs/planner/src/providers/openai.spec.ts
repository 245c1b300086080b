import { createServer, type AddressInfo } from 'node:net';
import { askPlanner, type PlanQuestion } from '../ask-planner';
import { PlannerError } from '../errors';
import { json, silence, startLlmServer, type LlmAnswer, type LlmServer } from '../fixtures/llm-server';
import { goldenRequest, recorded } from '../fixtures/recorded';
import { ACTION_TEMPLATES, chatsUnanswered, discountsSet, kpiSnapshot } from '../fixtures/tools';
import { openaiPlanner } from './openai';

let server: LlmServer;
beforeAll(async () => {
  server = await startLlmServer();
});
afterAll(() => server.stop());

const SECRETS = /sk-secret|Incorrect|Rate limit|schema for|server had|ждёт/;

const planner = (more: { baseUrl?: string; timeoutMs?: number; model?: string; apiKey?: string } = {}) => openaiPlanner({ baseUrl: server.baseUrl, apiKey: 'sk-secret', model: 'gpt-4.1-mini', timeoutMs: 5_000, ...more });

const question = (parts: Partial<PlanQuestion> = {}): PlanQuestion => ({
  text: 'Кто ждёт дольше 6 часов? Мой номер +49 171 392-00-02',
  facts: { today: '2026-11-20', zone: 'Europe/Berlin', language: 'ru', lastRead: { tool: 'kpi_snapshot', period: 'yesterday' } },
  tools: [chatsUnanswered, kpiSnapshot, discountsSet],
  actionTemplates: ACTION_TEMPLATES,
  maxInputChars: 2_000,
  signal: new AbortController().signal,
  ...parts,
});

const ask = (...answers: readonly LlmAnswer[]) => {
  server.script(...answers);
  return askPlanner(planner(), question());
};

async function failureOf(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    // Neither the key, nor the owner's words, nor what the service said about them.
    expect(JSON.stringify([error.message, error.fields, error.stack, error.cause])).not.toMatch(SECRETS);
    return { code: error.code, reason: error.failure.reason, tokens: error.usage?.totalTokens ?? 0, asked: server.seen.length };
  }
  throw new Error('it did not fail');
}

test('the request is the golden one', async () => {
  await ask(json(200, recorded('tool-call')));
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/v1/responses', authorization: 'Bearer sk-secret' });
  expect(server.seen[0]?.body).toEqual(goldenRequest());
});

test('a model that reasons is sent no temperature', async () => {
  server.script(json(200, recorded('reasoning-first')));
  await askPlanner(planner({ model: 'gpt-5-mini' }), question());
  expect(server.seen[0]?.body).toMatchObject({ model: 'gpt-5-mini', store: false });
  expect(server.seen[0]?.body).not.toHaveProperty('temperature');
});

describe('recorded responses', () => {
  const call = { kind: 'TOOL', call: { tool: 'chats_unanswered', payload: { threshold_hours: 6 } }, confidence: 0.82, grounding: [{ path: 'threshold_hours', quote: '6 часов' }] };

  test.each(['tool-call', 'two-messages', 'reasoning-first'])('%s is one call, without the keys that are null', async (name) => {
    expect((await ask(json(200, recorded(name)))).answer).toEqual(call);
  });

  test('what the answer cost is told', async () => {
    expect((await ask(json(200, recorded('tool-call')))).usage).toEqual({ inputTokens: 1412, outputTokens: 61, totalTokens: 1473 });
  });

  test('advice', async () => {
    expect((await ask(json(200, recorded('advice')))).answer).toMatchObject({
      kind: 'ADVICE',
      advice: { topic: 'PROMO_STRATEGY', suggestedTools: [{ tool: 'kpi_snapshot' }], suggestedActions: [{ templateId: 'A_DISCOUNT_SET' }] },
      confidence: 0.7,
    });
  });

  test('unknown, with its question', async () => {
    expect((await ask(json(200, recorded('unknown')))).answer).toMatchObject({ kind: 'UNKNOWN', question: 'За какой период показать выручку?' });
  });

  test('a refusal is unknown, and its words are gone', async () => {
    const planned = await ask(json(200, recorded('refusal')));
    expect(planned.answer).toEqual({ kind: 'UNKNOWN', question: null, confidence: 0, grounding: [] });
    expect(planned.usage.totalTokens).toBe(1417);
  });

  test.each([
    ['incomplete', 'incomplete', 2212],
    ['failed', 'failed', 0],
    ['empty-output', 'empty', 1412],
    ['broken-plan', 'garbage', 1473],
  ])('%s is no plan, is not asked again, and its tokens are known', async (name, reason, tokens) => {
    expect(await failureOf(ask(json(200, recorded(name))))).toEqual({ code: 'PLAN_FAILED', reason, tokens, asked: 1 });
  });

  test('items that are no messages are skipped, whatever they hold', async () => {
    const response = { status: 'completed', output: [{ type: 'file_search_call', content: [{ type: 'output_text', text: '{' }] }, null, { type: 'message', content: null }] };
    expect(await failureOf(ask(json(200, response)))).toMatchObject({ reason: 'empty' });
  });

  test('an answer of another shape is no plan', async () => {
    server.script(json(200, recorded('advice')));
    // Nothing can be suggested here, so the recorded suggestions are outside the offer.
    const asked = askPlanner(planner(), question({ tools: [], actionTemplates: [] }));
    expect(await failureOf(asked)).toEqual({ code: 'PLAN_FAILED', reason: 'invalid', tokens: 1581, asked: 1 });
  });
});

describe('failures of the service', () => {
  test.each([
    [400, 'schema-refused'],
    [401, 'wrong-key'],
    [403, 'wrong-key'],
    [404, 'wrong-key'],
  ])('%i breaks the provider and is not repeated', async (status, name) => {
    expect(await failureOf(ask(json(status, recorded(name))))).toEqual({ code: 'BAD_CONFIG', reason: 'llm', tokens: 0, asked: 1 });
  });

  test('a redirect is not followed: the key stays here', async () => {
    expect(await failureOf(ask(json(302, '', { Location: `${server.baseUrl}/elsewhere` })))).toMatchObject({ code: 'BAD_CONFIG', asked: 1 });
  });

  test.each([
    [429, 'rate-limit'],
    [500, 'server-error'],
    [503, 'server-error'],
  ])('%i is repeated once', async (status, name) => {
    const planned = await ask(json(status, recorded(name), { 'Retry-After': '0' }), json(200, recorded('tool-call')));
    expect(planned.answer.kind).toBe('TOOL');
    expect(server.seen).toHaveLength(2);
    expect(await failureOf(ask(json(status, recorded(name), { 'Retry-After': '0' })))).toEqual({ code: 'UPSTREAM_UNAVAILABLE', reason: 'llm', tokens: 0, asked: 2 });
  });

  test('Retry-After is obeyed', async () => {
    const begun = performance.now();
    await ask(json(429, recorded('rate-limit'), { 'Retry-After': '1' }), json(200, recorded('tool-call')));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
  });

  test('a Retry-After past the time limit is not waited for', async () => {
    const begun = performance.now();
    expect(await failureOf(ask(json(429, recorded('rate-limit'), { 'Retry-After': '60' })))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', asked: 1 });
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  test('a connection that breaks is tried once more', async () => {
    const planned = await ask((_response, request) => request.socket.destroy(), json(200, recorded('tool-call')));
    expect(planned.answer.kind).toBe('TOOL');
    expect(server.seen).toHaveLength(2);
  });

  test('nobody there is a service that is away', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect(await failureOf(askPlanner(planner({ baseUrl: `http://127.0.0.1:${port}` }), question()))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', reason: 'llm' });
  });

  test('200 with broken JSON is no plan', async () => {
    expect(await failureOf(ask(json(200, '{"id": "resp_1", "status": "comp')))).toMatchObject({ code: 'PLAN_FAILED', reason: 'garbage', asked: 1 });
  });

  test('more than a megabyte is not read', async () => {
    expect(await failureOf(ask(json(200, { status: 'completed', filler: 'x'.repeat(1_100_000) })))).toMatchObject({ code: 'PLAN_FAILED', reason: 'too_large', asked: 1 });
  });

  test('silence ends with the time limit, which the repetition does not lengthen', async () => {
    server.script(json(500, recorded('server-error'), { 'Retry-After': '0' }), silence);
    const begun = performance.now();
    expect(await failureOf(askPlanner(planner({ timeoutMs: 300 }), question()))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', reason: 'llm', asked: 2 });
    expect(performance.now() - begun).toBeLessThan(2_000);
    server.dropConnections();
  });

  test('whoever stops the call gets the reason of the stop', async () => {
    server.script(silence);
    const stop = new AbortController();
    const asked = askPlanner(planner(), question({ signal: stop.signal }));
    stop.abort(new Error('shutting down'));
    await expect(asked).rejects.toThrow('shutting down');
    server.dropConnections();
  });
});

test('the fingerprint changes with key, model and address, and tells none of them', () => {
  const prints = [planner(), planner({ apiKey: 'sk-other' }), planner({ model: 'gpt-4.1' }), planner({ baseUrl: 'http://127.0.0.1:1' })].map(({ fingerprint }) => fingerprint);
  expect(new Set(prints).size).toBe(4);
  expect(planner().fingerprint).toBe(prints[0]);
  expect(prints.join()).not.toMatch(/sk-|gpt|127/);
});
