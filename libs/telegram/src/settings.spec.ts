import { loadSettings, SettingsError } from '@ownerbot/runtime';
import { TelegramSettings } from './settings';

const TOKEN = '123456:AAAAAAAAAAAAAAAAAAAAAAAA';
const load = (env: Record<string, string>, process: 'ingest' | 'notifier' = 'ingest') => loadSettings({ process, classes: { telegram: TelegramSettings }, env }).telegram;

function refusals(env: Record<string, string>): Record<string, string> {
  try {
    load(env);
  } catch (error) {
    if (error instanceof SettingsError) return Object.fromEntries(error.findings.map(({ key, found }) => [key, found]));
    throw error;
  }
  return {};
}

test('polls Telegram itself unless told otherwise', () => {
  expect(load({ BOT_TOKEN: TOKEN })).toMatchObject({ botToken: TOKEN, apiRoot: 'https://api.telegram.org', mode: 'polling' });
});

test('a malformed token is refused and masked', () => {
  expect(refusals({ BOT_TOKEN: 'my-secret-token' })).toEqual({ BOT_TOKEN: 'a secret of 15 characters' });
});

test('webhook mode needs its URL and its secret', () => {
  expect(refusals({ TELEGRAM_MODE: 'webhook' })).toEqual({ WEBHOOK_URL: 'nothing', WEBHOOK_SECRET: 'nothing' });
});

test('webhook mode takes https from Telegram itself', () => {
  const env = { TELEGRAM_MODE: 'webhook', WEBHOOK_SECRET: 's', WEBHOOK_URL: 'https://bot.example/tg/webhook' };
  expect(load(env).webhookUrl).toBe('https://bot.example/tg/webhook');
});

test('http is for another Bot API server only', () => {
  const env = { TELEGRAM_MODE: 'webhook', WEBHOOK_SECRET: 's', WEBHOOK_URL: 'http://127.0.0.1:8080/tg/webhook' };
  expect(refusals(env)).toHaveProperty('WEBHOOK_URL');
  expect(refusals({ ...env, TELEGRAM_API_ROOT: 'http://127.0.0.1:8070' })).toEqual({});
});

test.each(['https://bot.example/hook', 'ftp://bot.example/tg/webhook', 'bot'])('refuses the webhook address %s', (url) => {
  expect(refusals({ TELEGRAM_MODE: 'webhook', WEBHOOK_SECRET: 's', WEBHOOK_URL: url })).toHaveProperty('WEBHOOK_URL');
});

test.each(['with space', 'ü', 'x'.repeat(257)])('refuses the secret %s', (secret) => {
  expect(refusals({ TELEGRAM_MODE: 'webhook', WEBHOOK_SECRET: secret, WEBHOOK_URL: 'https://b.example/tg/webhook' })).toHaveProperty('WEBHOOK_SECRET');
});

test('a process that does not take updates is not asked for a webhook', () => {
  expect(load({ BOT_TOKEN: TOKEN, TELEGRAM_MODE: 'webhook' }, 'notifier').botToken).toBe(TOKEN);
});
