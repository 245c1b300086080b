import { BotApiError } from '../errors';
import type { Method } from '../method';
import { readAllowedUpdates } from '../read/read-allowed-updates';

/** https://core.telegram.org/bots/api#getupdates: an offset confirms what is before it; of two pollers the older one is refused. */
export const getUpdates: Method = ({ world, longPoll, webhook, params, signal }) => {
  if (webhook.status().config) {
    throw new BotApiError(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
  }
  const allowed = readAllowedUpdates(params);
  if (allowed) world.updates.setAllowed(allowed);
  return longPoll.poll({
    offset: params.optionalInteger('offset'),
    limit: params.integer('limit', 100, 1, 100),
    timeoutMs: params.integer('timeout', 0, 0, 50) * 1000,
    signal,
  });
};
