import { backoffMs } from '@ownerbot/queues';
import { codeOf, messageOf, sleep, type CheckResult, type Logger, type Service } from '@ownerbot/runtime';
import { TelegramError, WANTED_UPDATES, type Telegram } from '@ownerbot/telegram';
import type { IngestMetrics } from '../ingest-metrics';

/** What Telegram may open to us at once; it keeps the order of a chat by itself. */
const MAX_CONNECTIONS = 40;

export interface WebhookTiming {
  readonly backoff: { readonly minMs: number; readonly maxMs: number };
  /** How long to wait after a refusal that time alone will not mend. */
  readonly refusedMs: number;
  /** How often a webhook that stands is looked at again: another program with our token can take it away. */
  readonly recheckMs: number;
}

export const WEBHOOK_TIMING: WebhookTiming = { backoff: { minMs: 500, maxMs: 30_000 }, refusedMs: 60_000, recheckMs: 300_000 };

export interface WebhookRegistration extends Service {
  check(): CheckResult;
}

export interface RegisterWebhookOptions {
  readonly telegram: Telegram;
  readonly url: string;
  readonly secret: string;
  readonly log: Logger;
  readonly counts: IngestMetrics;
  readonly random: () => number;
  readonly timing?: WebhookTiming;
}

/**
 * Tells Telegram where to deliver, and keeps telling it until it is so. Never ends the process: what Telegram delivers to a
 * webhook of yesterday is taken meanwhile. Source: Bot API, "setWebhook", "getWebhookInfo".
 */
export function registerWebhook(options: RegisterWebhookOptions): WebhookRegistration {
  const { telegram, url, secret, log, counts, random, timing = WEBHOOK_TIMING } = options;
  const stopping = new AbortController();
  let state: CheckResult = { ok: true, detail: 'the webhook is not confirmed yet' };
  let running: Promise<void> | undefined;
  let isSet = false;

  async function setAndVerify(): Promise<void> {
    // The secret cannot be read back, so the first round always sets it.
    if (!isSet || (await telegram.getWebhookInfo(stopping.signal)).url !== url) {
      await telegram.setWebhook({ url, secret, maxConnections: MAX_CONNECTIONS, allowedUpdates: WANTED_UPDATES }, stopping.signal);
    }
    const info = await telegram.getWebhookInfo(stopping.signal);
    isSet = info.url === url;
    if (!isSet) {
      const description = `the webhook is ${info.url === '' ? 'not set' : `set to ${info.url}`}`;
      throw new TelegramError({ method: 'getWebhookInfo', kind: 'server', sent: 'no', description });
    }
    const lastError = info.lastError === undefined ? '' : `; last delivery error ${info.lastError.at.toISOString()}: ${info.lastError.message}`;
    state = { ok: true, detail: `webhook set, ${info.pendingUpdates} waiting${lastError}` };
  }

  async function keepSet(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        await setAndVerify();
        if (failures > 0) log.info('webhook_confirmed', { url });
        failures = 0;
        await sleep(timing.recheckMs, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures += 1;
        await sleep(afterFailure(error, failures), stopping.signal);
      }
    }
  }

  function afterFailure(error: unknown, failures: number): number {
    const kind = error instanceof TelegramError ? error.kind : undefined;
    const isRefusal = kind === 'unauthorized' || kind === 'bad-request';
    state = { ok: !isRefusal, detail: `the webhook is not confirmed: ${messageOf(error)}` };
    counts.telegramFailed('setWebhook', kind ?? codeOf(error));
    log[isRefusal ? 'error' : 'warn']('webhook_not_confirmed', { url, error });
    if (isRefusal) return timing.refusedMs;
    return backoffMs(timing.backoff, failures, error instanceof TelegramError ? error.retry : 'backoff', random);
  }

  return {
    name: 'webhook-registration',
    check: () => state,
    async start() {
      running = keepSet();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
