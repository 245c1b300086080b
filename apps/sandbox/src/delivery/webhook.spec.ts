import { anna, sandboxInTest, stopAll, until, type TestSandbox } from '../test-support/sandbox-in-test';
import { ok, webhookReceiver, type Received, type WebhookReceiver } from '../test-support/webhook-receiver';
import type { ServerResponse } from 'node:http';

const receivers: WebhookReceiver[] = [];
afterEach(async () => {
  await stopAll();
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});

async function receiving(answer?: (received: Received, response: ServerResponse) => void): Promise<WebhookReceiver> {
  const receiver = await webhookReceiver(answer);
  receivers.push(receiver);
  return receiver;
}

const raw = (update_id: number, chat: number) => ({
  update_id,
  message: { message_id: update_id, date: 1, text: `${update_id}`, from: { id: chat, is_bot: false, first_name: 'P' }, chat: { id: chat, type: 'private', first_name: 'P' } },
});
const inject = (sandbox: TestSandbox, updates: object[], options: object = {}) => sandbox.control('POST', '/updates', { updates, ...options });

test('an update is posted as JSON with the secret header, and a 2xx ends it', async () => {
  const receiver = await receiving();
  const { api, control } = await sandboxInTest();
  await api.setWebhook({ url: receiver.url, secret_token: 'S3cret_-' });
  await control('POST', `/chats/${anna.id}/messages`, { text: '/start' });
  await until(async () => (await api.getWebhookInfo()).pending_update_count === 0, 'nothing is pending');
  expect(receiver.received).toHaveLength(1);
  expect(receiver.received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'S3cret_-' });
  expect(receiver.received[0]?.update).toMatchObject({ message: { text: '/start', entities: [{ type: 'bot_command', offset: 0, length: 6 }], from: { id: anna.id } } });
});

test('one chat keeps its order while a refused update is sent again, and other chats go on', async () => {
  let refusals = 2;
  const receiver = await receiving((received, response) => {
    if (received.update.update_id === 1 && refusals-- > 0) return void response.writeHead(503).end();
    return ok(received, response);
  });
  const sandbox = await sandboxInTest();
  await sandbox.api.setWebhook({ url: receiver.url, max_connections: 10 });
  await inject(sandbox, [raw(1, 501), raw(2, 501), raw(3, 501), raw(4, 502), raw(5, 502)]);
  await until(() => receiver.received.length === 7, 'two refusals and five deliveries');
  expect(receiver.ids().filter((id) => id <= 3)).toEqual([1, 1, 1, 2, 3]);
  expect(receiver.ids().filter((id) => id >= 4)).toEqual([4, 5]);
  // The other chat did not wait for the back-off of the first.
  expect(receiver.ids().indexOf(5)).toBeLessThan(receiver.ids().lastIndexOf(1));
});

test('an update that comes while an earlier one of its chat is on its way, or waits for its retry, stays behind it', async () => {
  const held: ServerResponse[] = [];
  const receiver = await receiving((received, response) => (received.update.update_id === 1 ? void held.push(response) : ok(received, response)));
  const sandbox = await sandboxInTest();
  await sandbox.api.setWebhook({ url: receiver.url });
  await inject(sandbox, [raw(1, 501)]);
  await until(() => held.length === 1, 'the first is on its way');
  await inject(sandbox, [raw(2, 501), raw(9, 502)]);
  await until(() => receiver.ids().includes(9), 'the other chat goes on');
  held.shift()?.writeHead(500).end();
  await until(() => sandbox.world.updates.size() === 2 && held.length === 1, 'the first is sent again');
  await inject(sandbox, [raw(3, 501)]);
  held.shift()?.writeHead(200).end();
  await until(() => sandbox.world.updates.size() === 0, 'all are delivered');
  expect(receiver.ids()).toEqual([1, 9, 1, 2, 3]);
});

test('at most max_connections updates are on their way at once', async () => {
  const held: ServerResponse[] = [];
  const receiver = await receiving((_received, response) => void held.push(response));
  const sandbox = await sandboxInTest();
  await sandbox.api.setWebhook({ url: receiver.url, max_connections: 3 });
  await inject(sandbox, Array.from({ length: 8 }, (_, n) => raw(n + 1, 600 + n)));
  await until(() => held.length === 3, 'three are open');
  expect((await sandbox.control<{ in_flight: number }>('GET', '/updates')).body.in_flight).toBe(3);
  await until(() => {
    held.shift()?.writeHead(200).end();
    return receiver.received.length === 8 && held.length === 0;
  }, 'all are delivered');
  expect(receiver.open().most).toBe(3);
});

test('getWebhookInfo tells what waits and what went wrong last', async () => {
  const receiver = await receiving((_received, response) => void response.writeHead(502).end());
  const { api, control } = await sandboxInTest();
  await api.setWebhook({ url: receiver.url, max_connections: 7, allowed_updates: ['message'] });
  await control('POST', `/chats/${anna.id}/messages`, { text: 'x' });
  await until(async () => (await api.getWebhookInfo()).last_error_date !== undefined, 'an error is told');
  expect(await api.getWebhookInfo()).toMatchObject({
    url: receiver.url,
    has_custom_certificate: false,
    pending_update_count: 1,
    max_connections: 7,
    allowed_updates: ['message'],
    last_error_message: 'Wrong response from the webhook: 502 Bad Gateway',
  });
});

test('an update survives a webhook that is away, and moves to the next webhook or to polling', async () => {
  const { api, control } = await sandboxInTest();
  await api.setWebhook({ url: 'http://127.0.0.1:9/hook' });
  await control('POST', `/chats/${anna.id}/messages`, { text: 'kept' });
  await until(async () => (await api.getWebhookInfo()).last_error_message === 'Connection refused', 'the refusal is told');
  const receiver = await receiving();
  await api.setWebhook({ url: receiver.url });
  await until(() => receiver.received.length === 1, 'the new webhook has it');
  await api.deleteWebhook();
  await control('POST', `/chats/${anna.id}/messages`, { text: 'polled' });
  expect(await api.getUpdates()).toMatchObject([{ message: { text: 'polled' } }]);
});

test('setWebhook checks its parameters, says what it did and may drop what waits', async () => {
  const { call, control } = await sandboxInTest();
  await control('POST', `/chats/${anna.id}/messages`, { text: 'old' });
  expect((await call('setWebhook', { url: 'ftp://x' })).body.description).toMatch(/^Bad Request: bad webhook/);
  expect((await call('setWebhook', { url: 'http://127.0.0.1:9', secret_token: 'with space' })).body.description).toBe('Bad Request: secret token contains unallowed characters');
  const set = { url: 'http://127.0.0.1:9/hook', drop_pending_updates: true, max_connections: 1000 };
  expect((await call('setWebhook', set)).body).toEqual({ ok: true, result: true, description: 'Webhook was set' });
  expect((await call('setWebhook', set)).body.description).toBe('Webhook is already set');
  expect((await call('getWebhookInfo')).body.result).toMatchObject({ pending_update_count: 0, max_connections: 100 });
  expect((await call('deleteWebhook')).body.description).toBe('Webhook was deleted');
  expect((await call('deleteWebhook')).body.description).toBe('Webhook is already deleted');
});

test('the duplicate fault posts an update twice, also at the same time', async () => {
  const second: ServerResponse[] = [];
  const receiver = await receiving((received, response) => {
    if (received.update.update_id !== 2) return ok(received, response);
    // Answered only when both are there: one after the other would wait for ever.
    second.push(response);
    if (second.length === 2) for (const waiting of second) waiting.writeHead(200).end();
  });
  const sandbox = await sandboxInTest();
  await sandbox.control('PUT', '/faults', { faults: [{ kind: 'duplicate', count: 1 }, { kind: 'duplicate', count: 1, concurrent: true }] });
  await sandbox.api.setWebhook({ url: receiver.url });
  await inject(sandbox, [raw(1, 501), raw(2, 501), raw(3, 501)]);
  await until(async () => (await sandbox.api.getWebhookInfo()).pending_update_count === 0, 'all are delivered');
  expect(receiver.ids()).toEqual([1, 1, 2, 2, 3]);
});

test('the reorder fault swaps two updates of a chat', async () => {
  const receiver = await receiving();
  const sandbox = await sandboxInTest();
  await sandbox.control('PUT', '/faults', { faults: [{ kind: 'reorder', count: 1 }] });
  await sandbox.api.setWebhook({ url: receiver.url });
  await inject(sandbox, [raw(1, 501), raw(2, 501), raw(3, 501)]);
  await until(() => receiver.received.length === 3, 'all are delivered');
  expect(receiver.ids()).toEqual([2, 1, 3]);
});

test('raw updates are delivered as they are: repeated, out of order, of any shape; thousands at once', async () => {
  const receiver = await receiving();
  const sandbox = await sandboxInTest();
  await sandbox.api.setWebhook({ url: receiver.url, max_connections: 40 });
  const strange = { update_id: 7, poll_of_mars: { lone: '\ud83d' } };
  const many = Array.from({ length: 3000 }, (_, n) => raw(10_000 - n, 7000 + (n % 50)));
  const accepted = await inject(sandbox, [strange, strange, ...many]);
  expect(accepted.body).toMatchObject({ accepted: 3002 });
  await until(() => receiver.received.length === 3002, 'all are delivered', 20_000);
  expect(receiver.received.filter(({ update }) => update.update_id === 7).map(({ update }) => update)).toEqual([strange, strange]);
  const ofOneChat = receiver.received.flatMap(({ update }) => ((update['message'] as { chat: { id: number } } | undefined)?.chat.id === 7000 ? [update.update_id] : []));
  expect(ofOneChat).toEqual(Array.from({ length: 60 }, (_, n) => 10_000 - n * 50));
  expect(sandbox.world.updates.nextId()).toBeGreaterThan(10_000);
});
