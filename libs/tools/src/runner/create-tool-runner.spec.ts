import { ShopError } from '@ownerbot/shop';
import { StoreTimeoutError, StoreUnavailableError } from '@ownerbot/storage';
import { createToolRegistry } from '../definition/tool-registry';
import type { OwnToolDefinition } from '../definition/tool-definition';
import { ToolError } from '../errors';
import { ANSWER, fakeShop, fakeTool, PROVENANCE, requestOf, runnerWith, unavailable, type FakeOutput, type FakePayload } from '../fixtures/fake-tool';

const never = (): Promise<never> => new Promise(() => undefined);

test('an answer becomes a response, with an event before and one after', async () => {
  const { runner, audited } = runnerWith(fakeTool());
  const response = await runner.run(requestOf({ payload: { n: 3 } }), { attempt: 2 });
  expect(response).toEqual({
    status: 'ok',
    tool: 'fake',
    version: '1.0',
    correlation_id: 'tg-1-1',
    mode: 'DEMO',
    as_of: '2026-03-18T11:00:00Z',
    data: { items: [{ id: 1 }] },
    artifacts: [],
    warnings: [],
    provenance: PROVENANCE,
    error: null,
  });
  const frame = { severity: 'info', correlation_id: 'tg-1-1', owner_user_id: '700', chat_id: '700', shop_id: 1 };
  expect(audited).toMatchObject([
    {
      ...frame,
      event_type: 'tool_call_started',
      fields: { tool: 'fake', version: '1.0', kind: 'read', phase: 'read', source: 'text', mode: 'DEMO', attempt: 2, payload: { n: 3 } },
    },
    {
      ...frame,
      event_type: 'tool_call_finished',
      fields: { tool: 'fake', status: 'ok', error_code: null, warnings: [], counts: { total: 2, shown: 1 }, completeness: 'complete', artifacts: 0 },
    },
  ]);
  expect(audited[0]?.fields['payload_hash']).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['an unknown tool', { tool: 'nothing' }],
  ['another version', { version: '2.0' }],
])('%s is NOT_IMPLEMENTED', async (_name, change) => {
  const { runner, audited } = runnerWith(fakeTool());
  expect(await runner.run(requestOf(change))).toMatchObject({ status: 'error', error: { code: 'NOT_IMPLEMENTED', retryable: false } });
  expect(audited.map((event) => event.event_type)).toEqual(['tool_call_started', 'tool_call_finished']);
});

test('the handler gets its defaults, the window and the context', async () => {
  const handle = jest.fn(() => Promise.resolve(ANSWER));
  const { runner } = runnerWith(fakeTool({ handle }));
  const actor = { owner_user_id: 700, chat_id: 700, role: 'owner' as const, timezone: 'Asia/Tokyo' };
  await runner.run(requestOf({ actor }));
  expect(handle).toHaveBeenCalledWith(
    { n: 1 },
    expect.objectContaining({
      mode: 'DEMO',
      timezone: 'Asia/Tokyo',
      window: expect.objectContaining({ from: '2026-03-17' }),
      call: expect.objectContaining({ shopId: 1, currency: 'EUR', timezone: 'Asia/Tokyo', actorTelegramId: '700', correlationId: 'tg-1-1' }),
    }),
  );
});

test.each([
  ['the planner may not pick an action', { source: 'llm' as const }, [], 'ACTION_TOOL_NOT_ALLOWED'],
  ['but one of its list', { source: 'llm' as const }, ['fake'], null],
  ['and an owner may ask for any', { source: 'text' as const }, [], null],
])('%s', async (_name, change, llmActionTools, code) => {
  const { runner, audited } = runnerWith(fakeTool({ kind: 'action' }), { llmActionTools });
  expect((await runner.run(requestOf(change))).error?.code ?? null).toBe(code);
  expect(audited[0]?.fields).toMatchObject({ kind: 'action', phase: 'preview' });
});

test.each(['brief', 'digest', 'alert'] as const)('source %s only reads', async (source) => {
  const handle = jest.fn(() => Promise.resolve(ANSWER));
  expect((await runnerWith(fakeTool({ kind: 'action', handle })).runner.run(requestOf({ source }))).error?.code).toBe('REPORT_ONLY_ENFORCED');
  expect(handle).not.toHaveBeenCalled();
  expect((await runnerWith(fakeTool()).runner.run(requestOf({ source }))).status).toBe('ok');
});

describe('a tool that asks other reads', () => {
  const asking = (name: string, payload = {}) => fakeTool({ name: 'whole', handle: async (_payload, context) => ({ ...ANSWER, data: { items: [{ id: (await context.read(name, payload)).status === 'ok' ? 1 : 2 }] } }) });

  test('asks them by the whole way of a request, in the name of the same owner', async () => {
    const handle = jest.fn(() => Promise.resolve(ANSWER));
    const part = fakeTool({ handle });
    const { runner, audited } = runnerWith(part, { registry: createToolRegistry([part, asking('fake', { n: 4 })]) });
    expect((await runner.run(requestOf({ tool: 'whole', presentation: { kind: 'text' } }))).data).toEqual({ items: [{ id: 1 }] });
    expect(handle).toHaveBeenCalledWith({ n: 4 }, expect.objectContaining({ correlationId: 'tg-1-1', mode: 'DEMO', actor: requestOf().actor }));
    expect(audited.map(({ event_type, fields }) => [event_type, fields['tool'], fields['source'] ?? null])).toEqual([
      ['tool_call_started', 'whole', 'text'],
      ['tool_call_started', 'fake', 'brief'],
      ['tool_call_finished', 'fake', 'brief'],
      ['tool_call_finished', 'whole', 'text'],
    ]);
  });

  test('is told of a failure, and of an action that is refused', async () => {
    const handle = jest.fn(() => Promise.resolve(ANSWER));
    const action = fakeTool({ kind: 'action', handle });
    for (const [name, payload] of [['fake', {}], ['nothing', {}]] as const) {
      const { runner } = runnerWith(action, { registry: createToolRegistry([action, asking(name, payload)]) });
      expect((await runner.run(requestOf({ tool: 'whole' }))).data).toEqual({ items: [{ id: 2 }] });
    }
    expect(handle).not.toHaveBeenCalled();
  });

  test('is cut with them', async () => {
    const part = fakeTool({ handle: never });
    const { runner } = runnerWith(part, { registry: createToolRegistry([part, asking('fake')]) });
    const stop = new AbortController();
    const running = runner.run(requestOf({ tool: 'whole' }), { signal: stop.signal });
    stop.abort(new Error('the process stops'));
    await expect(running).rejects.toThrow('the process stops');
  });
});

test('a request without an owner is refused', async () => {
  const actor = { owner_user_id: Number.NaN, chat_id: 700, role: 'owner' as const };
  expect((await runnerWith(fakeTool()).runner.run(requestOf({ actor }))).error?.code).toBe('ACTOR_REQUIRED');
});

test('a presentation that the tool does not have is refused', async () => {
  const { error } = await runnerWith(fakeTool()).runner.run(requestOf({ presentation: { kind: 'chart_png' } }));
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path: 'presentation.kind', allowed: 'text' }] } });
});

test('a refused payload reaches neither the shop nor the handler, and its values not the audit', async () => {
  const handle = jest.fn(() => Promise.resolve(ANSWER));
  const chooseShop = jest.fn(() => Promise.resolve(fakeShop()));
  const { runner, audited } = runnerWith(fakeTool({ handle }), { chooseShop });
  const response = await runner.run(requestOf({ payload: { n: '+491713920004' } }));
  expect(response.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path: 'n', rule: 'integer', allowed: '1..9' }] } });
  expect(handle).not.toHaveBeenCalled();
  expect(chooseShop).not.toHaveBeenCalled();
  expect(JSON.stringify([audited, response])).not.toContain('3920004');
});

test('what the shop does not offer is UPSTREAM_NOT_IMPLEMENTED, and a narrower window is obeyed', async () => {
  const without = runnerWith(fakeTool(), { chooseShop: () => Promise.resolve(fakeShop({ endpoints: { kpi: false } })) });
  expect((await without.runner.run(requestOf())).error?.code).toBe('UPSTREAM_NOT_IMPLEMENTED');
  const narrow = runnerWith(fakeTool(), { chooseShop: () => Promise.resolve(fakeShop({ maxWindowDays: 1 })) });
  expect((await narrow.runner.run(requestOf())).error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ allowed: '1..1 days' }] } });
});

test('a shop that cannot say what it offers is asked all the same', async () => {
  const shop = { ...fakeShop(), capabilities: () => Promise.reject(unavailable) };
  expect((await runnerWith(fakeTool(), { chooseShop: () => Promise.resolve(shop) }).runner.run(requestOf())).status).toBe('ok');
});

test.each([
  [new ShopError('NOT_FOUND', 'no such order', { entity: 'order' }), 'NOT_FOUND', false],
  [unavailable, 'UPSTREAM_UNAVAILABLE', true],
  [new ShopError('DEMO_NOT_SEEDED', 'no demo shop'), 'DEMO_NOT_SEEDED', false],
  [new ToolError('VALIDATION_ERROR', 'refused'), 'VALIDATION_ERROR', false],
  [new StoreTimeoutError('q'), 'TOOL_TIMEOUT', true],
  [new TypeError('undefined is not a function'), 'TOOL_EXECUTION_FAILED', false],
  ['a thrown text', 'TOOL_EXECUTION_FAILED', false],
])('%p becomes %s', async (thrown, code, retryable) => {
  const { runner } = runnerWith(fakeTool({ handle: () => Promise.reject(thrown) }));
  expect((await runner.run(requestOf())).error).toMatchObject({ code, retryable });
});

test('our own defects are shown as INTERNAL, without their text, and logged with it', async () => {
  const lines: unknown[] = [];
  const log = { error: (...line: unknown[]) => void lines.push(line), warn: () => undefined, info: () => undefined, debug: () => undefined, child: () => log };
  const failure = new TypeError('secret detail');
  const { runner, audited } = runnerWith(fakeTool({ handle: () => Promise.reject(failure) }), { log });
  const response = await runner.run(requestOf());
  expect(response.error).toEqual({ code: 'TOOL_EXECUTION_FAILED', message_key: 'error.INTERNAL.text', params: {}, retryable: false });
  expect(lines).toEqual([['tool_call_failed', expect.objectContaining({ correlationId: 'tg-1-1', error: failure })]]);
  expect(audited[1]).toMatchObject({ severity: 'error', fields: { error_code: 'TOOL_EXECUTION_FAILED' } });
});

test.each([
  ['a field of another type', { items: [{ id: '1' }] }],
  ['an unknown field', { items: [], extra: 1 }],
  ['no data', null],
])('%s is TOOL_CONTRACT_BROKEN', async (_name, data) => {
  const { runner } = runnerWith(fakeTool({ handle: () => Promise.resolve({ ...ANSWER, data: data as FakeOutput }) }));
  expect((await runner.run(requestOf())).error).toMatchObject({ code: 'TOOL_CONTRACT_BROKEN', message_key: 'error.INTERNAL.text' });
});

test('an attempt ends at its limit, and its signal with it', async () => {
  jest.useFakeTimers();
  try {
    let signal: AbortSignal | undefined;
    const handle = (_payload: FakePayload, context: { signal: AbortSignal }): Promise<never> => {
      signal = context.signal;
      return never();
    };
    const { runner } = runnerWith(fakeTool({ handle }));
    const running = runner.run(requestOf());
    await jest.advanceTimersByTimeAsync(59_999);
    expect(signal?.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect((await running).error).toMatchObject({ code: 'TOOL_TIMEOUT', retryable: true, details: { limit_ms: 60_000 } });
    expect(signal?.aborted).toBe(true);
  } finally {
    jest.useRealTimers();
  }
});

test('no attempt outlives the request', async () => {
  const { runner } = runnerWith(fakeTool({ handle: never }));
  const response = await runner.run(requestOf({ deadline_at: '2026-03-18T11:00:00.020Z' }));
  expect(response.error).toMatchObject({ code: 'TOOL_TIMEOUT', details: { limit_ms: 20 } });
});

test('an interrupted run answers nothing: it rejects with the reason', async () => {
  const stop = new AbortController();
  const { runner, audited } = runnerWith(fakeTool({ handle: never }));
  const running = runner.run(requestOf(), { signal: stop.signal });
  stop.abort(new Error('shutting down'));
  await expect(running).rejects.toThrow('shutting down');
  expect(audited.map((event) => event.event_type)).toEqual(['tool_call_started']);
});

test('our own Postgres being away is no answer either', async () => {
  const away = new StoreUnavailableError('ECONNREFUSED');
  await expect(runnerWith(fakeTool({ handle: () => Promise.reject(away) })).runner.run(requestOf())).rejects.toBe(away);
});

test('a lost audit event is tried again, then counted, and the answer comes all the same', async () => {
  const audit = jest.fn(() => Promise.reject(new Error('no')));
  const onAuditLost = jest.fn();
  const { runner } = runnerWith(fakeTool(), { audit, onAuditLost });
  expect((await runner.run(requestOf())).status).toBe('ok');
  expect(audit).toHaveBeenCalledTimes(6);
  expect(onAuditLost).toHaveBeenCalledTimes(2);
});

test("a tool of OwnerBot's own asks no shop, in any mode", async () => {
  const own: OwnToolDefinition<FakePayload, FakeOutput> = {
    ...fakeTool(),
    needsShop: false,
    handle: () => Promise.resolve({ ...ANSWER, provenance: { ...PROVENANCE, sources: ['ownerbot:settings'] } }),
  };
  const chooseShop = jest.fn();
  const { runner } = runnerWith(fakeTool(), { registry: createToolRegistry([own]), chooseShop });
  expect(await runner.run(requestOf({ mode: 'SIS_HTTP' }))).toMatchObject({ status: 'ok', mode: 'SIS_HTTP' });
  expect(chooseShop).not.toHaveBeenCalled();
});
