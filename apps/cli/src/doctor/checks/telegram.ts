import { messageOf } from '@ownerbot/runtime';
import { createTelegram, type Telegram, type TelegramSettings, type WebhookState } from '@ownerbot/telegram';
import { broken, skipped, warning, well, type Finding } from '../finding';

const CALL_LIMIT_MS = 5_000;
const MANY_PENDING = 1_000;

/** Is the token good, and do updates arrive the way that is configured? */
export async function checkTelegram(settings: TelegramSettings): Promise<Finding[]> {
  if (settings.botToken === undefined) return [skipped('telegram', 'no BOT_TOKEN: npm start uses the sandbox')];
  const telegram = createTelegram({ token: settings.botToken, apiRoot: settings.apiRoot, timeoutMs: CALL_LIMIT_MS });
  const token = await checkToken(telegram);
  return token.status === 'ok' ? [token, await checkWebhook(telegram, settings)] : [token];
}

async function checkToken(telegram: Telegram): Promise<Finding> {
  try {
    const me = await telegram.getMe();
    return well('telegram', `the bot is @${me.username ?? me.id}`);
  } catch (error) {
    return broken('telegram', messageOf(error), 'compare BOT_TOKEN with the one that @BotFather gave, and TELEGRAM_API_ROOT with the server that knows it');
  }
}

async function checkWebhook(telegram: Telegram, settings: TelegramSettings): Promise<Finding> {
  const check = 'webhook';
  try {
    const state = await telegram.getWebhookInfo();
    return settings.mode === 'webhook' ? compareWebhook(state, settings.webhookUrl ?? '') : comparePolling(state);
  } catch (error) {
    return broken(check, messageOf(error), 'see whether this machine reaches TELEGRAM_API_ROOT');
  }
}

function comparePolling(state: WebhookState): Finding {
  if (state.url === '') return well('webhook', `none, as long polling needs; ${state.pendingUpdates} updates wait`);
  return warning('webhook', `set to ${state.url}, though TELEGRAM_MODE is polling`, 'ingest takes it away when it starts; if another program set it, stop that program');
}

function compareWebhook(state: WebhookState, wanted: string): Finding {
  if (state.url !== wanted) return warning('webhook', state.url === '' ? 'not set' : `set to ${state.url}`, `ingest sets it to ${wanted} when it starts; is ingest running?`);
  if (state.lastError !== undefined && state.pendingUpdates > 0) {
    return broken('webhook', `${state.pendingUpdates} updates wait; last error: ${state.lastError.message}`, 'see that WEBHOOK_URL reaches ingest from outside, with a certificate that Telegram trusts');
  }
  if (state.pendingUpdates > MANY_PENDING) return warning('webhook', `${state.pendingUpdates} updates wait at Telegram`, 'ingest is behind: look at its /health and at the queues');
  return well('webhook', `${state.url}, ${state.pendingUpdates} updates wait`);
}
