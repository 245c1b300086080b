import { anna, sandboxInTest, stopAll, until, type TestSandbox } from '../test-support/sandbox-in-test';

afterEach(stopAll);

const hi = { chat_id: anna.id, text: 'hi' };
const faults = (sandbox: TestSandbox, ...rules: object[]) => sandbox.control('PUT', '/faults', { faults: rules });
const failure = (sandbox: TestSandbox, params: object = hi) => sandbox.api.sendMessage(params as typeof hi).then(() => 'sent', (error: { code?: string; name: string }) => error.name);
const transcript = async (sandbox: TestSandbox) => (await sandbox.control<{ message: { text: string } }[]>('GET', `/chats/${anna.id}/messages`)).body.map(({ message }) => message.text);

test('429 tells when to come back, for as many calls as asked', async () => {
  const sandbox = await sandboxInTest();
  await faults(sandbox, { kind: 'too_many_requests', retry_after: 7, count: 2 });
  for (let call = 0; call < 2; call += 1) {
    await expect(sandbox.api.sendMessage(hi)).rejects.toMatchObject({ errorCode: 429, retryAfter: 7, description: 'Too Many Requests: retry after 7' });
  }
  await sandbox.api.sendMessage(hi);
  expect(await transcript(sandbox)).toEqual(['hi']);
});

test('a fault may aim at methods and at one chat', async () => {
  const sandbox = await sandboxInTest();
  const { body: other } = await sandbox.control<{ person: { id: number } }>('POST', '/persons', { first_name: 'Борис' });
  await faults(sandbox, { kind: 'server_error', status: 503, methods: ['SENDMESSAGE'], chat_id: String(anna.id) });
  expect((await sandbox.call('sendMessage', hi)).body).toEqual({ ok: false, error_code: 503, description: 'Service Unavailable' });
  expect((await sandbox.call('sendMessage', { ...hi, chat_id: other.person.id })).status).toBe(200);
  expect((await sandbox.call('sendChatAction', { chat_id: anna.id, action: 'typing' })).status).toBe(200);
});

test('a reset after the effect loses the answer alone, a reset before it loses both', async () => {
  const sandbox = await sandboxInTest();
  await faults(sandbox, { kind: 'reset_after', count: 1 }, { kind: 'reset_before', count: 1 });
  expect(await failure(sandbox, { ...hi, text: 'arrives' })).toBe('NetworkError');
  expect(await failure(sandbox, { ...hi, text: 'never' })).toBe('NetworkError');
  expect(await failure(sandbox)).toBe('sent');
  expect(await transcript(sandbox)).toEqual(['arrives', 'hi']);
});

test('a hang ends with a reset when its time is over, with or without the effect', async () => {
  const sandbox = await sandboxInTest();
  await faults(sandbox, { kind: 'hang', max_ms: 60, count: 1 }, { kind: 'hang', max_ms: 60, count: 1, executed: true });
  const started = Date.now();
  expect(await failure(sandbox, { ...hi, text: 'never' })).toBe('NetworkError');
  expect(Date.now() - started).toBeGreaterThanOrEqual(55);
  expect(await failure(sandbox, { ...hi, text: 'arrives' })).toBe('NetworkError');
  expect(await transcript(sandbox)).toEqual(['arrives']);
});

test('the sandbox stops at once although a call hangs', async () => {
  const sandbox = await sandboxInTest();
  await faults(sandbox, { kind: 'hang', max_ms: 100_000 });
  const hanging = failure(sandbox);
  await until(() => sandbox.world.calls.list({ after: 0, limit: 1 }).length === 1, 'the call is in');
  const started = Date.now();
  await sandbox.stop();
  expect(await hanging).toBe('NetworkError');
  expect(Date.now() - started).toBeLessThan(10_000);
});

test('a probability decides by the dice, and a time ends a fault', async () => {
  const dice = [0.5, 0.49];
  let now = Date.now();
  const sandbox = await sandboxInTest({ random: () => dice.shift() ?? 0, now: () => now });
  await faults(sandbox, { kind: 'server_error', probability: 0.5, for_ms: 1000 });
  expect((await sandbox.call('getMe')).status).toBe(200);
  expect((await sandbox.call('getMe')).status).toBe(502);
  expect((await sandbox.call('getMe')).status).toBe(502);
  now += 1000;
  expect((await sandbox.call('getMe')).status).toBe(200);
  expect((await sandbox.control('GET', '/faults')).body).toEqual([]);
});

test('faults are added, listed with what is left of them, removed one by one and cleared', async () => {
  const sandbox = await sandboxInTest();
  const added = await sandbox.control<{ id: number }>('POST', '/faults', { kind: 'reset_after', count: 3 });
  await sandbox.control('POST', '/faults', { kind: 'reorder' });
  expect(added).toMatchObject({ status: 201, body: { left: 3, fired: 0, rule: { kind: 'reset_after' } } });
  expect((await sandbox.control('DELETE', `/faults/${added.body.id}`)).body).toMatchObject([{ rule: { kind: 'reorder', hold_ms: 500 } }]);
  expect((await sandbox.control('DELETE', `/faults/${added.body.id}`)).status).toBe(404);
  expect((await sandbox.control('DELETE', '/faults')).body).toEqual([]);
});

test.each([[{ kind: 'flood' }], [{ kind: 'hang', max_ms: 0 }], [{ kind: 'reset_after', cuont: 1 }], [{ kind: 'server_error', status: 404 }]])(
  'the rule %j is refused',
  async (rule) => {
    const sandbox = await sandboxInTest();
    expect(await sandbox.control('PUT', '/faults', { faults: [rule] })).toMatchObject({ status: 400, body: { error: { code: 'INVALID' } } });
  },
);

test('the log tells which fault hit a call', async () => {
  const sandbox = await sandboxInTest();
  await faults(sandbox, { kind: 'reset_after', count: 1 });
  await failure(sandbox);
  await failure(sandbox);
  const { body } = await sandbox.control<{ calls: object[] }>('GET', '/calls?method=sendmessage');
  expect(body.calls).toMatchObject([
    { method: 'sendMessage', chat_id: String(anna.id), status: 0, ok: true, fault: 'reset_after', params: { text: 'hi' } },
    { method: 'sendMessage', status: 200, ok: true },
  ]);
});
