import { readFileSync } from 'node:fs';
import { systemClock } from '@ownerbot/runtime';
import { addDays, createSisDbShop, dayOf, SIM_READER, type ShopCall, type ShopPort } from '@ownerbot/shop';
import { openDatabase, sql } from '@ownerbot/storage';
import { startSimulator } from '@ownerbot/testing';
import { percentile, rounded, type BenchResult, type Figures } from '../parts/figures';
import type { StoreServers } from '../parts/stores';
import { tell } from '../parts/tell';
import type { Run } from '../plan';
import { fillShop } from './fill-shop';

const TZ = 'Europe/Berlin';
const POOL = 4;
const PARALLEL = 100;
const LIST = { limit: 20 } as const;

const call = (): ShopCall => ({ shopId: 1, currency: 'EUR', timezone: TZ, actorTelegramId: '1', correlationId: 'bench', signal: new AbortController().signal });

/** Each read over the last 90 days. */
function questions(shop: ShopPort): Readonly<Record<string, () => Promise<unknown>>> {
  const to = dayOf(systemClock.now(), TZ);
  const window = { from: addDays(to, -89), to, tz: TZ };
  return {
    kpiSummary: () => shop.kpiSummary(window, call()),
    revenueTrend: () => shop.revenueTrend({ ...window, granularity: 'day', include_previous: false }, call()),
    ordersSearch: () => shop.ordersSearch({ window, preset: 'attention', include_counts: true, ...LIST }, call()),
    'ordersSearch of all': () => shop.ordersSearch({ ...LIST }, call()),
    'ordersSearch by text': () => shop.ordersSearch({ window, q: '12345', ...LIST }, call()),
    orderDetail: () => shop.orderDetail('BIG-500', call()),
    productsTop: () => shop.productsTop({ ...window, metric: 'revenue', direction: 'top', group_by: 'product', limit: 30 }, call()),
    salesHistory: () => shop.salesHistory({ ...window, group_by: 'product', limit: 200 }, call()),
    inventory: () => shop.inventory({ section: 'all', low_stock_lte: 5, ...LIST }, call()),
    chatsUnanswered: () => shop.chatsUnanswered({ threshold_hours: 0, ...LIST }, call()),
    chatsQueue: () => shop.chatsQueue(call()),
    coupons: () => shop.coupons({ state: 'all', expiring_days: 7, sort: 'used', ...LIST }, call()),
    fxStatus: () => shop.fxStatus(call()),
  };
}

/** What the reads of SIS_DB_RO cost over a shop of a million orders, and how many connections a hundred of them at once take. */
export async function benchViews(run: Run, servers: StoreServers): Promise<BenchResult> {
  const stores = await servers.fresh({ backend: run.backend });
  const simulator = await startSimulator({ databaseUrl: stores.databaseUrl });
  const begunAt = performance.now();
  await fillShop(stores.databaseUrl, run.updates);
  tell(`${run.updates} orders in ${Math.round((performance.now() - begunAt) / 1_000)} s`);
  const sisDb = createSisDbShop({
    settings: {
      sisDatabaseUrl: simulator.readerUrl ?? '', sisDbSchema: 'ownerbot_v1', sisDbSsl: 'off', sisDbPoolMax: POOL, sisDbConnectTimeoutMs: 30_000, sisDbStatementTimeoutMs: 50_000,
      sisDbCheckHours: 6, sisTimeoutSec: 50, sisRetryBackoffBaseSec: 0.7,
    },
    appEnv: 'test',
    clock: systemClock,
  });
  if (sisDb === null) throw new TypeError('the simulator keeps no database');
  try {
    const checkedAt = performance.now();
    await sisDb.check();
    const facts: Record<string, number> = { 'check of rights and views, ms': rounded(performance.now() - checkedAt) };
    const more: Record<string, Partial<Figures>> = {};
    const cpuMs = await readerCpu(stores.databaseUrl);
    for (const [name, ask] of Object.entries(questions(sisDb.shop))) more[name] = await timed({ name, ask, rounds: run.rounds, cpuMs });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, sisDb.connectionCount())), 1);
    const atOnceAt = performance.now();
    await Promise.all(Array.from({ length: PARALLEL }, () => sisDb.shop.chatsQueue(call()))).finally(() => clearInterval(watch));
    facts[`connections of ${PARALLEL} reads at once`] = Math.max(most, sisDb.connectionCount());
    facts[`${PARALLEL} reads at once, ms`] = rounded(performance.now() - atOnceAt);
    return { name: 'views', backend: run.backend, updates: run.updates, rounds: run.rounds, more, facts };
  } finally {
    await sisDb.close();
    await simulator.stop();
  }
}

interface Timed {
  readonly name: string;
  readonly ask: () => Promise<unknown>;
  readonly rounds: number;
  readonly cpuMs: () => number;
}

async function timed({ name, ask, rounds, cpuMs }: Timed): Promise<Partial<Figures>> {
  // The first one reads what the others find in memory.
  await ask();
  const times: number[] = [];
  const cpuBefore = cpuMs();
  for (let round = 0; round < rounds; round += 1) {
    const askedAt = performance.now();
    await ask();
    times.push(performance.now() - askedAt);
  }
  tell(`${name} takes ${times.map((ms) => Math.round(ms)).join(', ')} ms`);
  return { p50Ms: rounded(percentile(times, 0.5)), p99Ms: rounded(percentile(times, 0.99)), cpuMs: rounded((cpuMs() - cpuBefore) / rounds) };
}

const TICK_MS = 10;

/** CPU time of the server's processes that answer the reading role: what a question costs whatever else the machine does. Asked one after the other, all go through one of them. */
async function readerCpu(databaseUrl: string): Promise<() => number> {
  const db = openDatabase({ url: databaseUrl, applicationName: 'bench', maxConnections: 1 });
  const rows = await db.query<{ pid: number }>(sql`select pid from pg_stat_activity where usename = ${SIM_READER}`).finally(() => db.close());
  return () =>
    rows.reduce((sum, { pid }) => {
      // After the name in brackets, which may hold blanks: user and system time are the 12th and 13th.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      return sum + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    }, 0);
}
