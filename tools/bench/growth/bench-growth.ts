import { createOperations } from '@ownerbot/operations';
import { systemClock } from '@ownerbot/runtime';
import { openDatabase, type Database } from '@ownerbot/storage';
import { median, rounded, summary, type BenchResult, type Figures, type Round } from '../parts/figures';
import type { Stores, StoreServers } from '../parts/stores';
import { tell } from '../parts/tell';
import type { Run } from '../plan';
import { FIRST_UPDATE_ID } from '../turns/add-backlog';
import { drain, realWorker, type Taker } from '../turns/drain';
import { fill, requestOf } from './fill';
import { takeOldRows } from './take-old-rows';

const STEP = 1_000_000;
const LOOKS = 5;
const PAGE = 50;

/**
 * What turns, the list of dead letters and the trace of a request cost with empty tables and with full ones, in turn; at the largest size
 * also what retention costs, and what it costs the turns beside it.
 */
export async function benchGrowth(run: Run, servers: StoreServers): Promise<BenchResult> {
  const empty = await servers.fresh({ backend: run.backend });
  const full = await servers.fresh({ backend: run.backend, beside: true });
  const db = openDatabase({ url: full.databaseUrl, applicationName: 'bench', maxConnections: 2, statementTimeoutMs: 60_000 });
  let drained = 0;
  const takers = new Map<Stores, Taker>();
  const taker = async (stores: Stores): Promise<Taker> => {
    const known = takers.get(stores) ?? (await realWorker(stores));
    takers.set(stores, known);
    return known;
  };
  const turns = (stores: Stores): Promise<Figures> => drain(stores, { updates: run.updates, firstUpdateId: FIRST_UPDATE_ID + run.updates * drained++, taker });
  const more: Record<string, Figures & { readonly control: Figures; readonly ratio: number }> = {};
  const facts: Record<string, number> = {};
  const sizes = [...new Set([Math.min(STEP, run.rows), run.rows])];
  try {
    // The first turns of a process are its slowest.
    for (const stores of [empty, full]) await turns(stores);
    Object.assign(facts, await look(db, full, 0));
    for (const [at, rows] of sizes.entries()) {
      const begunAt = performance.now();
      await fill(full.databaseUrl, { from: sizes[at - 1] ?? 0, rows });
      tell(`filled up to ${rows} rows in ${Math.round((performance.now() - begunAt) / 1_000)} s`);
      more[`turns at ${rows} rows`] = await compare(run.rounds, () => turns(empty), () => turns(full), `${rows} rows`);
      Object.assign(facts, await look(db, full, rows));
    }
    // The same tables twice: as they are, and with retention at work beside the turns.
    let taken = { rows: 0, seconds: 0, longestMs: 0 };
    const beside = async (): Promise<Figures> => {
      let isDrained = false;
      const taking = takeOldRows(db, () => !isDrained);
      const figures = await turns(full).finally(() => (isDrained = true));
      taken = await taking;
      return figures;
    };
    more['turns beside retention'] = await compare(run.rounds, () => turns(full), beside, 'beside retention');
    Object.assign(facts, { 'retention beside turns, rows/s': rounded(taken.rows / taken.seconds), 'longest batch of 500, ms': rounded(taken.longestMs) });
  } finally {
    for (const one of takers.values()) await one.stop();
    await db.close();
  }
  const largest = more[`turns at ${run.rows} rows`];
  return { name: 'growth', backend: run.backend, ...largest, updates: run.updates, rounds: run.rounds, more, facts };
}

async function compare(rounds: number, measureControl: () => Promise<Figures>, measureOurs: () => Promise<Figures>, what: string): Promise<Figures & { control: Figures; ratio: number }> {
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const one = { control: await measureControl(), ours: await measureOurs() };
    tell(`${what}, round ${round}: a turn takes ${one.ours.p50Ms.toFixed(1)} ms beside ${one.control.p50Ms.toFixed(1)} ms`);
    measured.push(one);
  }
  const { ours, control, ratio } = summary(measured, 'p50Ms');
  return { ...ours, control, ratio };
}

/** `dlq list` and `trace`, as the command and the console ask. */
async function look(db: Database, stores: Stores, rows: number): Promise<Record<string, number>> {
  const queues = stores.openQueues();
  const operations = createOperations({ db, queues, clock: systemClock });
  const timed = async (work: (at: number) => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let at = 0; at < LOOKS; at += 1) {
      const begunAt = performance.now();
      await work(at);
      times.push(performance.now() - begunAt);
    }
    return rounded(median(times));
  };
  try {
    const list = await timed(() => operations.listDeadLetters({}, { limit: PAGE }));
    const group = await timed(() => operations.groupDeadLetters({}, { limit: PAGE }));
    const trace = rows === 0 ? {} : { [`trace at ${rows} rows, ms`]: await timed((at) => operations.traceRequest(requestOf(1 + Math.floor((at * (rows - 1)) / LOOKS)))) };
    return { [`dlq list at ${rows} rows, ms`]: list, [`dlq list --group at ${rows} rows, ms`]: group, ...trace };
  } finally {
    await queues.close();
  }
}
