import { inspect } from 'node:util';
import { createLogger } from '@ownerbot/runtime';
import { apiFail, apiTooMany, startBotApi, type BotApiAnswer, type ScriptedBotApi } from '@ownerbot/testing';
import { TelegramError, type TelegramErrorKind } from '../errors';
import { createTelegram } from './create-telegram';
import type { Telegram } from './telegram';

const TOKEN = '123456:AAbb-CCdd_EEffGGhhIIjjKK';
let botApi: ScriptedBotApi;
let telegram: Telegram;

beforeEach(async () => {
  botApi = await startBotApi();
  telegram = createTelegram({ token: TOKEN, apiRoot: botApi.url, timeoutMs: 300 });
});

afterEach(() => botApi.stop());

async function failure(work: () => Promise<unknown>): Promise<TelegramError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TelegramError) return error;
    throw error;
  }
  throw new Error('did not fail');
}

const hello = { chatId: '42', html: '<b>Hi</b>' };

describe('calls', () => {
  test('a message goes out as HTML with its keyboard and its reply, and its id comes back', async () => {
    const { messageId } = await telegram.send({ ...hello, buttons: [[{ text: 'Home', data: 'ui:home' }]], replyToMessageId: '7' });
    expect(messageId).toBe('101');
    const [call] = botApi.callsOf('sendMessage');
    expect(call?.token).toBe(TOKEN);
    expect(call?.params).toMatchObject({ chat_id: '42', text: '<b>Hi</b>', parse_mode: 'HTML' });
    expect(JSON.parse(call?.params['reply_markup'] ?? '')).toEqual({ inline_keyboard: [[{ text: 'Home', callback_data: 'ui:home' }]] });
    expect(JSON.parse(call?.params['reply_parameters'] ?? '')).toEqual({ message_id: 7, allow_sending_without_reply: true });
  });

  test('a file goes out as it is, with its name, its caption and the message that it belongs to', async () => {
    const { messageId } = await telegram.sendDocument({ chatId: '42', filename: 'kpi_2026-03-18.json', mime: 'application/json', bytes: Buffer.from('{"a":1}'), caption: '<b>KPI</b>', replyToMessageId: '7' });
    expect(messageId).toBe('101');
    const [call] = botApi.callsOf('sendDocument');
    expect(call?.params).toMatchObject({ chat_id: '42', caption: '<b>KPI</b>', parse_mode: 'HTML', disable_content_type_detection: 'true' });
    expect(JSON.parse(call?.params['reply_parameters'] ?? '')).toMatchObject({ message_id: 7 });
    expect(call?.files).toEqual([{ field: 'document', filename: 'kpi_2026-03-18.json', mime: 'application/json', text: '{"a":1}' }]);
  });

  test('a picture goes as a photo with its caption and its buttons', async () => {
    await telegram.sendPhoto({ chatId: '42', filename: 'chart.png', mime: 'image/png', bytes: Buffer.from('png'), caption: '', buttons: [[{ text: 'x', data: 'file:1' }]] });
    const [call] = botApi.callsOf('sendPhoto');
    expect(call?.params).toEqual({ chat_id: '42', reply_markup: '{"inline_keyboard":[[{"text":"x","callback_data":"file:1"}]]}' });
    expect(call?.files).toMatchObject([{ field: 'photo', filename: 'chart.png', mime: 'image/png' }]);
  });

  test('each method sends its own parameters', async () => {
    const place = { chatId: '-100', messageId: '9' };
    await telegram.editText(place, { html: 'x' });
    await telegram.editMarkup(place, undefined);
    await telegram.deleteMessage(place);
    await telegram.answerCallback({ callbackQueryId: 'q', text: 'ok', alert: true });
    await telegram.chatAction('-100', 'typing');
    await telegram.setCommands([{ command: 'kpi', description: 'KPI' }], 'en');
    expect(botApi.calls.map(({ method, params }) => [method, params])).toEqual([
      ['editMessageText', { chat_id: '-100', message_id: '9', text: 'x', parse_mode: 'HTML', link_preview_options: '{"is_disabled":true}' }],
      ['editMessageReplyMarkup', { chat_id: '-100', message_id: '9' }],
      ['deleteMessage', { chat_id: '-100', message_id: '9' }],
      ['answerCallbackQuery', { callback_query_id: 'q', text: 'ok', show_alert: 'true' }],
      ['sendChatAction', { chat_id: '-100', action: 'typing' }],
      ['setMyCommands', { commands: '[{"command":"kpi","description":"KPI"}]', scope: '{"type":"all_private_chats"}', language_code: 'en' }],
    ]);
  });

  test('a long poll may wait longer than the limit of a call', async () => {
    const updates = telegram.getUpdates({ offset: undefined, timeoutSec: 1, limit: 100, allowedUpdates: ['message'] });
    expect(await updates).toEqual([]);
    expect(botApi.callsOf('getUpdates')[0]?.params).toEqual({ timeout: '1', limit: '100', allowed_updates: '["message"]' });
  });

  test('the state of the webhook is read', async () => {
    await telegram.setWebhook({ url: 'https://b.example/tg/webhook', secret: 's', maxConnections: 40, allowedUpdates: ['message'] });
    expect((await telegram.getWebhookInfo()).url).toBe('https://b.example/tg/webhook');
    await telegram.deleteWebhook();
    expect((await telegram.getWebhookInfo()).url).toBe('');
    expect(botApi.callsOf('deleteWebhook')[0]?.params).toEqual({ drop_pending_updates: 'false' });
  });
});

describe('failures', () => {
  const cases: [string, BotApiAnswer, TelegramErrorKind, Partial<TelegramError>][] = [
    ['a flood limit', apiTooMany(7), 'rate', { retryAfterMs: 7_000, sent: 'no', retry: { afterMs: 7_000 } }],
    ['a person who blocked the bot', apiFail(403, 'Forbidden: bot was blocked by the user'), 'blocked', { sent: 'no', retry: 'never' }],
    ['a person who never wrote', apiFail(403, "Forbidden: bot can't initiate conversation with a user"), 'blocked', {}],
    ['a deleted account', apiFail(403, 'Forbidden: user is deactivated'), 'blocked', {}],
    ['a group that put the bot out', apiFail(403, 'Forbidden: bot was kicked from the supergroup chat'), 'blocked', {}],
    ['a group that lets nobody write', apiFail(400, 'Bad Request: not enough rights to send text messages to the chat'), 'blocked', {}],
    ['an unknown chat', apiFail(400, 'Bad Request: chat not found'), 'bad-request', { retry: 'never', description: 'Bad Request: chat not found' }],
    ['an unchanged message', apiFail(400, 'Bad Request: message is not modified: specified new message content'), 'not-modified', {}],
    ['a deleted message', apiFail(400, 'Bad Request: message to edit not found'), 'message-gone', {}],
    ['an old message', apiFail(400, "Bad Request: message can't be edited"), 'message-gone', {}],
    ['an old press', apiFail(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'), 'query-too-old', {}],
    ['a migrated group', apiFail(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1009 }), 'migrated', { migrateToChatId: '-1009' }],
    ['a wrong token', apiFail(401, 'Unauthorized'), 'unauthorized', {}],
    ['an unknown token', apiFail(404, 'Not Found'), 'unauthorized', {}],
    ['a second poller', apiFail(409, 'Conflict: terminated by other getUpdates request'), 'conflict', { retry: 'backoff' }],
    ['a broken server', apiFail(500, 'Internal Server Error'), 'server', { sent: 'maybe', retry: 'backoff' }],
    ['a gateway page', { type: 'page', status: 502 }, 'server', { sent: 'maybe', httpStatus: 502 }],
    ['a page with status 200', { type: 'page', status: 200 }, 'server', { sent: 'maybe' }],
    ['a reset', { type: 'reset' }, 'network', { sent: 'maybe', retry: 'backoff' }],
    ['silence', { type: 'hang' }, 'network', { sent: 'maybe', description: 'no answer in time' }],
  ];

  test.each(cases)('%s', async (_what, answer, kind, details) => {
    botApi.next('sendMessage', answer);
    const error = await failure(() => telegram.send(hello));
    expect(error).toMatchObject({ kind, ...details });
    expect(botApi.callsOf('sendMessage')).toHaveLength(1);
  });

  test('a server that is away has certainly not got the message', async () => {
    const { url } = botApi;
    await botApi.stop();
    const error = await failure(() => createTelegram({ token: TOKEN, apiRoot: url }).send(hello));
    expect(error).toMatchObject({ kind: 'network', sent: 'no', code: 'TELEGRAM_UNREACHABLE' });
    botApi = await startBotApi();
  });

  test('a call that is given up before it began has not been sent, one amid it may have been', async () => {
    expect(await failure(() => telegram.send(hello, AbortSignal.abort()))).toMatchObject({ kind: 'network', sent: 'no' });
    botApi.next('sendMessage', { type: 'hang' });
    const giveUp = new AbortController();
    const sending = failure(() => telegram.send(hello, giveUp.signal));
    while (botApi.calls.length === 0) await new Promise(setImmediate);
    giveUp.abort();
    expect(await sending).toMatchObject({ kind: 'network', sent: 'maybe' });
  });
});

describe('the token', () => {
  const traps: [string, () => Promise<TelegramError>][] = [
    ['an address that is no URL', () => failure(() => createTelegram({ token: TOKEN, apiRoot: 'not a url' }).getMe())],
    ['a fetch that names the URL', () => failure(() => createTelegram({ token: TOKEN, apiRoot: 'http://x', fetch: leakyFetch }).getMe())],
    ['a server that repeats the path', () => failure(() => createTelegram({ token: TOKEN, apiRoot: 'http://x', fetch: echoingFetch }).getMe())],
    ['a port that is closed', () => failure(() => createTelegram({ token: TOKEN, apiRoot: 'http://127.0.0.1:1' }).getMe())],
  ];

  test.each(traps)('is in no part of an error and in no log line: %s', async (_what, trap) => {
    const error = await trap();
    const lines: string[] = [];
    createLogger({ process: 'test', level: 'debug', write: (line) => lines.push(line) }).error('failed', { error, inside: { error } });
    const everything = [error.message, error.stack, inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), error.description, ...lines].join('\n');
    expect(everything).not.toContain('AAbb-CCdd');
    expect(everything).not.toContain(encodeURIComponent(TOKEN));
    expect(error.cause).toBeUndefined();
  });
});

const leakyFetch: typeof fetch = (input) => Promise.reject(new TypeError(`fetch failed for ${String(input)}`, { cause: new Error(String(input)) }));

const echoingFetch: typeof fetch = (input) =>
  Promise.resolve(new Response(JSON.stringify({ ok: false, error_code: 400, description: `no such path ${String(input)}` }), { status: 400 }));
