import { limits } from '../../state/limits';
import { badRequest, BotApiError } from '../errors';
import { Described, type Method, type MethodContext } from '../method';
import { readAllowedUpdates } from '../read/read-allowed-updates';

const defaultConnections = 40;

/**
 * https://core.telegram.org/bots/api#setwebhook. Like a Bot API server of one's own it also takes plain HTTP, any port and local addresses.
 */
export const setWebhook: Method = (context) => {
  const { world, longPoll, webhook, params } = context;
  const url = (params.text('url') ?? '').trim();
  if (url === '') return deleteWebhook(context);
  checkUrl(url);
  const secretToken = readSecret(params.text('secret_token'));
  const maxConnections = params.integer('max_connections', defaultConnections, 1, 100);
  const allowed = readAllowedUpdates(params);
  if (allowed) world.updates.setAllowed(allowed);
  dropPendingIfAsked(context);
  const before = webhook.status().config;
  const isSame = before?.url === url && before.secretToken === secretToken && before.maxConnections === maxConnections;
  if (isSame) return new Described(true, 'Webhook is already set');
  longPoll.terminate(new BotApiError(409, 'Conflict: terminated by setWebhook request'));
  webhook.set({ url, secretToken, maxConnections });
  return new Described(true, 'Webhook was set');
};

/** https://core.telegram.org/bots/api#deletewebhook */
export const deleteWebhook: Method = (context) => {
  const wasSet = context.webhook.status().config !== undefined;
  if (wasSet) context.webhook.set(undefined);
  dropPendingIfAsked(context);
  return new Described(true, wasSet ? 'Webhook was deleted' : 'Webhook is already deleted');
};

/** https://core.telegram.org/bots/api#getwebhookinfo */
export const getWebhookInfo: Method = ({ world, webhook }) => {
  const { config, lastError } = webhook.status();
  const allowed = world.updates.allowed();
  return {
    url: config?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: world.updates.size(),
    ...(config && { max_connections: config.maxConnections }),
    ...(config && lastError && { last_error_date: Math.floor(lastError.at / 1000), last_error_message: lastError.message }),
    ...(allowed && allowed.length > 0 && { allowed_updates: allowed }),
  };
};

function checkUrl(url: string): void {
  if (!URL.canParse(url)) throw badRequest('bad webhook: Failed to parse the URL');
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
}

function readSecret(token: string | undefined): string | undefined {
  if (token === undefined || token === '') return undefined;
  if (token.length > limits.secretTokenChars) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]+$/.test(token)) throw badRequest('secret token contains unallowed characters');
  return token;
}

function dropPendingIfAsked({ world, webhook, params }: MethodContext): void {
  if (!params.flag('drop_pending_updates')) return;
  world.updates.clear();
  webhook.restart();
}
