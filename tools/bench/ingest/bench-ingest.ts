import { appHandle, freePort, startBotApi } from '@ownerbot/testing';
import { startChild } from '../parts/child';
import { cpuSecondsOf } from '../parts/cpu-of-app';
import { summary, type BenchResult, type Figures, type Round } from '../parts/figures';
import { tell } from '../parts/tell';
import type { Stores, StoreServers } from '../parts/stores';
import { BOT_TOKEN, WEBHOOK_SECRET } from '../parts/updates';
import type { Run } from '../plan';
import type { LoadResult } from './http-load';
import type { LoadOrders } from './load-orders';

const CONNECTIONS = 32;
const STEADY_PER_SECOND = 1_000;
const WARM_UP = 2_000;
const FIRST_UPDATE_ID = 1_000_000;
const LOAD_WITHIN_MS = 300_000;

interface Served {
  readonly url: string;
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

interface Measured {
  readonly burst: Figures;
  readonly steady: Figures;
}

/** Acknowledgements of the webhook: as many as it can at 32 connections, and their times at a steady 1,000 a second. */
export async function benchIngest(run: Run, servers: StoreServers): Promise<BenchResult> {
  const { backend, updates } = run;
  const rounds: { readonly ours: Measured; readonly control: Measured }[] = [];
  for (let round = 1; round <= run.rounds; round += 1) {
    const control = await measure(updates, await servers.fresh({ backend }), bareIngest);
    const ours = await measure(updates, await servers.fresh({ backend }), realIngest);
    tell(`round ${round}: ${Math.round(ours.burst.perSecond)}/s beside ${Math.round(control.burst.perSecond)}/s; steady p99 ${ours.steady.p99Ms.toFixed(1)} ms beside ${control.steady.p99Ms.toFixed(1)} ms`);
    rounds.push({ control, ours });
  }
  const of = (part: keyof Measured): Round[] => rounds.map(({ ours, control }) => ({ ours: ours[part], control: control[part] }));
  const burst = summary(of('burst'), 'perSecond');
  const steady = summary(of('steady'), 'p99Ms');
  return {
    name: 'ingest',
    backend,
    ...burst.ours,
    control: burst.control,
    ratio: burst.ratio,
    updates,
    rounds: run.rounds,
    more: { steady: { ...steady.ours, control: steady.control } },
  };
}

async function measure(updates: number, stores: Stores, serve: (stores: Stores) => Promise<Served>): Promise<Measured> {
  const served = await serve(stores);
  let nextId = FIRST_UPDATE_ID;
  const load = async (program: 'http-load' | 'steady-load', count: number): Promise<Figures> => {
    const child = startChild<LoadResult>(`ingest/${program}`, {
      url: served.url,
      connections: CONNECTIONS,
      updates: count,
      firstUpdateId: nextId,
      perSecond: STEADY_PER_SECOND,
    } satisfies LoadOrders);
    // The load builds a few bodies more than it sends.
    nextId += count + 10 * CONNECTIONS;
    const { acknowledged, ...figures } = await child.next(LOAD_WITHIN_MS).finally(() => child.stop());
    if (acknowledged !== count) throw new Error(`${acknowledged} of ${count} updates were acknowledged`);
    sent += count;
    return figures;
  };
  let sent = 0;
  try {
    await load('http-load', Math.min(WARM_UP, updates));
    const cpuBefore = await served.cpuSeconds();
    const figures = await load('http-load', updates);
    const burst = { ...figures, cpuMs: (((await served.cpuSeconds()) - cpuBefore) * 1_000) / updates };
    const steady = await load('steady-load', Math.ceil(updates / 2));
    await checkNoneLost(stores, sent);
    return { burst, steady };
  } finally {
    await served.stop();
  }
}

/** What was acknowledged must lie in the lanes. */
async function checkNoneLost(stores: Stores, sent: number): Promise<void> {
  const queues = stores.openQueues();
  try {
    const stored = await queues.backlog('inbox');
    if (stored !== sent) throw new Error(`${sent} updates were acknowledged, ${stored} are stored`);
  } finally {
    await queues.close();
  }
}

async function realIngest(stores: Stores): Promise<Served> {
  const botApi = await startBotApi();
  const url = `http://127.0.0.1:${await freePort()}`;
  const app = appHandle('ingest', {
    ...stores.env,
    BOT_TOKEN,
    TELEGRAM_API_ROOT: botApi.url,
    TELEGRAM_MODE: 'webhook',
    WEBHOOK_URL: `${url}/tg/webhook`,
    WEBHOOK_SECRET,
    INGEST_PORT: new URL(url).port,
    // Nobody takes the updates here, and the lanes must take them all.
    INBOX_MAX_WAITING: '10000000',
  });
  await app.start().catch((error: unknown) => botApi.stop().then(() => Promise.reject(error)));
  return {
    url,
    cpuSeconds: () => cpuSecondsOf(url),
    async stop() {
      await app.stop();
      await botApi.stop();
    },
  };
}

async function bareIngest(stores: Stores): Promise<Served> {
  const queues = stores.openQueues();
  const { lanes, backend } = queues;
  await queues.close();
  const child = startChild<{ url: string }>('ingest/bare-ingest', { backend, redisUrl: stores.redisUrl, databaseUrl: stores.databaseUrl, lanes: lanes.inbox });
  const { url } = await child.next(LOAD_WITHIN_MS).catch((error: unknown) => child.stop().then(() => Promise.reject(error)));
  return { url, cpuSeconds: () => child.cpuSeconds(), stop: () => child.stop() };
}
