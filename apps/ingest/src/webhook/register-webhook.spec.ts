import { createMetrics, deadlineIn, silentLogger } from '@ownerbot/runtime';
import { createTelegram } from '@ownerbot/telegram';
import { apiFail, apiOk, leakCheck, startBotApi, waitFor, type ScriptedBotApi } from '@ownerbot/testing';
import { ingestMetrics } from '../ingest-metrics';
import { registerWebhook, type WebhookRegistration } from './register-webhook';

const URL_SET = 'https://bot.example/tg/webhook';
let botApi: ScriptedBotApi;
let registration: WebhookRegistration;

function registrationAt(apiRoot: string, recheckMs = 60_000): WebhookRegistration {
  return registerWebhook({
    telegram: createTelegram({ token: '99:AAAAAAAAAAAAAAAAAAAAAAAA', apiRoot, timeoutMs: 500 }),
    url: URL_SET,
    secret: 's3cret',
    log: silentLogger,
    counts: ingestMetrics(createMetrics()),
    random: () => 0.5,
    timing: { backoff: { minMs: 5, maxMs: 20 }, refusedMs: 30, recheckMs },
  });
}

beforeEach(async () => {
  botApi = await startBotApi();
  registration = registrationAt(botApi.url);
});

afterEach(async () => {
  await registration.stop(deadlineIn(1_000));
  await botApi.stop();
});

const isSet = () => waitFor(() => (registration.check().detail ?? '').startsWith('webhook set'), { what: 'the webhook' });

test('sets address, secret, connections and kinds of updates, and looks whether it stands', async () => {
  await registration.start();
  await isSet();
  expect(botApi.calls.map((call) => call.method)).toEqual(['setWebhook', 'getWebhookInfo']);
  expect(botApi.calls[0]?.params).toMatchObject({ url: URL_SET, secret_token: 's3cret', max_connections: '40' });
  expect(JSON.parse(botApi.calls[0]?.params['allowed_updates'] ?? '')).toEqual(expect.arrayContaining(['message', 'callback_query', 'my_chat_member']));
  expect(botApi.calls[0]?.params).not.toHaveProperty('drop_pending_updates');
});

test('goes on trying while Telegram is away, and says so without being unready', async () => {
  const { port } = botApi;
  await botApi.stop();
  await registration.start();
  await waitFor(() => (registration.check().detail ?? '').includes('ECONNREFUSED'), { what: 'the reason' });
  expect(registration.check().ok).toBe(true);
  botApi = await startBotApi({ port });
  await isSet();
});

test.each([
  ['a refused token', apiFail(401, 'Unauthorized')],
  ['a refused address', apiFail(400, 'Bad Request: bad webhook: HTTPS url must be provided for webhook')],
])('%s makes it unready, until it is taken', async (_what, refusal) => {
  botApi.next('setWebhook', refusal);
  await registration.start();
  await waitFor(() => !registration.check().ok, { what: 'the refusal', everyMs: 1 });
  await isSet();
  expect(registration.check().ok).toBe(true);
});

test('sets it again when another program took it away', async () => {
  registration = registrationAt(botApi.url, 20);
  await registration.start();
  await isSet();
  botApi.next('getWebhookInfo', apiOk({ url: '', pending_update_count: 0 }));
  await waitFor(() => botApi.callsOf('setWebhook').length === 2, { what: 'the second setting' });
});

test('an address that another program set instead is an error that is tried again', async () => {
  botApi.next('getWebhookInfo', apiOk({ url: 'https://other.example', pending_update_count: 0 }));
  await registration.start();
  await isSet();
  expect(botApi.callsOf('setWebhook')).toHaveLength(2);
});

leakCheck();
