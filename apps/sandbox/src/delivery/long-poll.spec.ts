import { anna, sandboxInTest, stopAll, until, type TestSandbox } from '../test-support/sandbox-in-test';

afterEach(stopAll);

const say = ({ control }: TestSandbox, text: string) => control<{ update_id: number }>('POST', `/chats/${anna.id}/messages`, { text });
const textsOf = (updates: object[]) => updates.map((update) => ('message' in update ? (update.message as { text?: string }).text : undefined));
const waitsForUpdates = (sandbox: TestSandbox) => until(async () => (await sandbox.api.getMe()).is_bot, 'the sandbox answers');

test('an update waits until an offset beyond it confirms it', async () => {
  const sandbox = await sandboxInTest();
  const ids = [];
  for (const text of ['1', '2', '3']) ids.push((await say(sandbox, text)).body.update_id);
  expect(ids[2]).toBe((ids[0] ?? 0) + 2);
  expect(textsOf(await sandbox.api.getUpdates({ limit: 2 }))).toEqual(['1', '2']);
  expect(textsOf(await sandbox.api.getUpdates({ offset: ids[0] }))).toEqual(['1', '2', '3']);
  expect(textsOf(await sandbox.api.getUpdates({ offset: ids[2] }))).toEqual(['3']);
  expect(textsOf(await sandbox.api.getUpdates({ offset: (ids[2] ?? 0) + 1 }))).toEqual([]);
});

test('a negative offset keeps only the last ones', async () => {
  const sandbox = await sandboxInTest();
  for (const text of ['1', '2', '3']) await say(sandbox, text);
  expect(textsOf(await sandbox.api.getUpdates({ offset: -1 }))).toEqual(['3']);
  expect(textsOf(await sandbox.api.getUpdates())).toEqual(['3']);
});

test('a poll waits for an update and returns as soon as it comes, or empty after its time', async () => {
  const sandbox = await sandboxInTest();
  const poll = sandbox.api.getUpdates({ timeout: 20 });
  await waitsForUpdates(sandbox);
  await say(sandbox, 'at last');
  expect(textsOf(await poll)).toEqual(['at last']);
  const started = Date.now();
  expect(await sandbox.api.getUpdates({ offset: sandbox.world.updates.nextId(), timeout: 1 })).toEqual([]);
  expect(Date.now() - started).toBeGreaterThanOrEqual(990);
});

test('of two pollers the older one is refused with 409', async () => {
  const sandbox = await sandboxInTest();
  const older = sandbox.call('getUpdates', { timeout: 20 });
  await waitsForUpdates(sandbox);
  const younger = sandbox.call('getUpdates', { timeout: 20 });
  expect(await older).toEqual({
    status: 409,
    body: { ok: false, error_code: 409, description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running' },
  });
  await say(sandbox, 'for the younger');
  expect((await younger).body.result).toMatchObject([{ message: { text: 'for the younger' } }]);
});

test('a webhook ends a waiting poll and refuses new ones until it is deleted', async () => {
  const sandbox = await sandboxInTest();
  const waiting = sandbox.call('getUpdates', { timeout: 20 });
  await waitsForUpdates(sandbox);
  await sandbox.api.setWebhook({ url: 'http://127.0.0.1:9/hook' });
  expect((await waiting).body.description).toBe('Conflict: terminated by setWebhook request');
  expect((await sandbox.call('getUpdates')).body).toEqual({
    ok: false,
    error_code: 409,
    description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  });
  await sandbox.api.deleteWebhook();
  expect((await sandbox.call('getUpdates')).body).toEqual({ ok: true, result: [] });
});

test('only the kinds that the bot wants are queued, and the wish is kept', async () => {
  const sandbox = await sandboxInTest();
  await sandbox.api.getUpdates({ allowed_updates: ['callback_query'] });
  expect((await say(sandbox, 'unwanted')).body.update_id).toBeNull();
  await sandbox.api.getUpdates({ allowed_updates: [] });
  expect((await say(sandbox, 'wanted')).body.update_id).toEqual(expect.any(Number));
  expect(textsOf(await sandbox.api.getUpdates())).toEqual(['wanted']);
});

test('a bot that hangs up loses nothing: its updates come with the next poll', async () => {
  const sandbox = await sandboxInTest();
  const hungUp = new AbortController();
  const poll = sandbox.api.getUpdates({ timeout: 20 }, hungUp.signal).catch((error: Error) => error.name);
  await waitsForUpdates(sandbox);
  hungUp.abort();
  expect(await poll).toBe('AbortError');
  await say(sandbox, 'still here');
  expect(textsOf(await sandbox.api.getUpdates({ timeout: 5 }))).toEqual(['still here']);
});

test('the duplicate fault hands an update out again after it was confirmed, once', async () => {
  const sandbox = await sandboxInTest();
  await sandbox.control('PUT', '/faults', { faults: [{ kind: 'duplicate' }] });
  await say(sandbox, 'twice');
  const [first] = await sandbox.api.getUpdates();
  const offset = (first?.update_id ?? 0) + 1;
  const second = await sandbox.api.getUpdates({ offset });
  expect(second).toEqual([first]);
  expect(await sandbox.api.getUpdates({ offset })).toEqual([]);
});

test('the reorder fault lets the next update of the chat go first and loses neither', async () => {
  const sandbox = await sandboxInTest();
  await sandbox.control('PUT', '/faults', { faults: [{ kind: 'reorder', count: 1, hold_ms: 10_000 }] });
  await say(sandbox, 'first');
  expect(await sandbox.api.getUpdates()).toEqual([]);
  await say(sandbox, 'second');
  expect(textsOf(await sandbox.api.getUpdates({ limit: 1 }))).toEqual(['second']);
  expect(textsOf(await sandbox.api.getUpdates({ offset: sandbox.world.updates.nextId() }))).toEqual(['first']);
});

test('an update held by the reorder fault leaves by itself when nothing comes after it', async () => {
  const sandbox = await sandboxInTest();
  await sandbox.control('PUT', '/faults', { faults: [{ kind: 'reorder', count: 1, hold_ms: 50 }] });
  await say(sandbox, 'alone');
  expect(textsOf(await sandbox.api.getUpdates({ timeout: 5 }))).toEqual(['alone']);
});
