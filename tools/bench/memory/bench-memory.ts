import { startBotApi, waitFor } from '@ownerbot/testing';
import type { LoadResult } from '../ingest/http-load';
import { CHATS, type LoadOrders } from '../ingest/load-orders';
import { startChild } from '../parts/child';
import { median, rounded, type BenchResult } from '../parts/figures';
import type { Stores, StoreServers } from '../parts/stores';
import { tell } from '../parts/tell';
import { chatIds } from '../parts/updates';
import { startPipeline } from '../pipeline/start-pipeline';
import type { Run } from '../plan';
import { readAnswers } from './read-answers';
import { sampleMemory } from './sample-memory';

const FIRST_UPDATE_ID = 1_000_000;
const CONNECTIONS = 32;
const LOAD_WITHIN_MS = 300_000;
/** For each update, beside a minute for all. */
const PATIENCE_MS = 50;
const LOOK_EVERY_MS = 100;
/** What Node allows itself in a container of 512 MiB; on a large machine it would let garbage lie for gigabytes. */
const HEAP = '--max-old-space-size=256';

interface Measured {
  readonly perSecond: number;
  readonly ackP99Ms: number;
  readonly peakMb: Readonly<Record<string, number>>;
  /** Of the last quarter of the drain beside the quarter before it: a leak would go on. */
  readonly growthMb: Readonly<Record<string, number>>;
}

/** A burst of updates, each with its answer: drained, in order, each once, and what the processes hold meanwhile. */
export async function benchMemory(run: Run, servers: StoreServers): Promise<BenchResult> {
  const rounds: Measured[] = [];
  for (let round = 1; round <= run.rounds; round += 1) {
    const one = await measure(run.updates, await servers.fresh({ backend: run.backend, withShop: true }));
    tell(`round ${round}: ${Math.round(one.perSecond)} answers/s, peaks ${Object.entries(one.peakMb).map(([name, mb]) => `${name} ${Math.round(mb)} MB`).join(', ')}`);
    rounds.push(one);
  }
  const of = (figure: (one: Measured) => number | undefined): number => rounded(median(rounds.map((one) => figure(one) ?? NaN)));
  const names = Object.keys(rounds[0]?.peakMb ?? {});
  return {
    name: 'memory',
    backend: run.backend,
    perSecond: of((one) => one.perSecond),
    updates: run.updates,
    rounds: run.rounds,
    facts: {
      'acknowledged within, p99 ms': of((one) => one.ackP99Ms),
      ...Object.fromEntries(names.map((name) => [`${name}, peak MB`, of((one) => one.peakMb[name])])),
      ...Object.fromEntries(names.map((name) => [`${name}, growth in the last quarter, MB`, of((one) => one.growthMb[name])])),
    },
  };
}

async function measure(updates: number, stores: Stores): Promise<Measured> {
  const botApi = await startBotApi();
  const answers = readAnswers(botApi);
  const pipeline = await startPipeline(stores, {
    apiRoot: botApi.url,
    ownerIds: chatIds(CHATS),
    // All of the burst is to be taken at once, and nobody here writes too fast.
    env: { INBOX_MAX_WAITING: '10000000', FLOOD_MAX_PER_MINUTE: '10000', NODE_OPTIONS: [stores.env['NODE_OPTIONS'] ?? '', HEAP].join(' ').trim() },
  });
  const memory = sampleMemory(pipeline.metrics);
  try {
    const begunAt = performance.now();
    const load = startChild<LoadResult>('ingest/http-load', { url: pipeline.url, connections: CONNECTIONS, updates, firstUpdateId: FIRST_UPDATE_ID, perSecond: 0 } satisfies LoadOrders);
    const { acknowledged, p99Ms } = await load.next(LOAD_WITHIN_MS).finally(() => load.stop());
    if (acknowledged !== updates) throw new Error(`${acknowledged} of ${updates} updates were acknowledged`);
    await waitFor(() => answers.count() >= updates, { what: 'every update to be answered', timeoutMs: 60_000 + updates * PATIENCE_MS, everyMs: LOOK_EVERY_MS });
    const seconds = (performance.now() - begunAt) / 1_000;
    const wrong = answers.outOfOrder();
    if (wrong.length > 0 || answers.count() > updates) throw new Error(`${answers.count()} answers of ${updates}; out of order in ${wrong.slice(0, 5).join(', ') || 'none'}`);
    await memory.stop();
    return { perSecond: updates / seconds, ackP99Ms: p99Ms, peakMb: eachOf(memory.of, (all) => Math.max(...all)), growthMb: eachOf(memory.of, growth) };
  } finally {
    await memory.stop();
    await pipeline.stop();
    await botApi.stop();
  }
}

function eachOf(samples: Readonly<Record<string, readonly number[]>>, figure: (all: readonly number[]) => number): Record<string, number> {
  return Object.fromEntries(Object.entries(samples).map(([name, all]) => [name, figure(all)]));
}

function growth(all: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(all.length / 4));
  return median(all.slice(-quarter)) - median(all.slice(-2 * quarter, -quarter));
}
