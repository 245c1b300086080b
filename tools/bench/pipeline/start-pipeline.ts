import { WEBHOOK_PATH } from '@ownerbot/telegram';
import { appHandle, freePort } from '@ownerbot/testing';
import type { Stores } from '../parts/stores';
import { BOT_TOKEN, PROPOSAL_HMAC_KEY, WEBHOOK_SECRET } from '../parts/updates';

/** Something that takes updates by a webhook. */
export interface Bot {
  readonly url: string;
  stop(): Promise<void>;
}

export interface Pipeline extends Bot {
  /** Where each process tells its metrics. */
  readonly metrics: Readonly<Record<'ingest' | 'worker' | 'notifier', string>>;
}

/** Ingest, worker and notifier, one of each. */
export async function startPipeline(stores: Stores, options: { readonly apiRoot: string; readonly ownerIds: readonly string[]; readonly env?: Readonly<Record<string, string>> }): Promise<Pipeline> {
  const address = async () => `http://127.0.0.1:${await freePort()}`;
  const metrics = { ingest: await address(), worker: await address(), notifier: await address() };
  const env = {
    ...stores.env,
    BOT_TOKEN,
    PROPOSAL_HMAC_KEY,
    OWNER_IDS: options.ownerIds.join(','),
    TELEGRAM_API_ROOT: options.apiRoot,
    TELEGRAM_MODE: 'webhook',
    WEBHOOK_URL: metrics.ingest + WEBHOOK_PATH,
    WEBHOOK_SECRET,
    INGEST_PORT: new URL(metrics.ingest).port,
    WORKER_PORT: new URL(metrics.worker).port,
    NOTIFIER_PORT: new URL(metrics.notifier).port,
    ...options.env,
  };
  const apps = ['notifier', 'worker', 'ingest'].map((name) => appHandle(name, env));
  const stop = async () => {
    await Promise.all(apps.map((app) => app.stop()));
  };
  try {
    await Promise.all(apps.map((app) => app.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: metrics.ingest, metrics, stop };
}
