import { sql, openDatabase, type Database } from '@ownerbot/storage';
import { appHandle, freePort } from '@ownerbot/testing';
import type { Queues } from '@ownerbot/queues';
import type { Arguments } from '../arguments';
import { startChild } from '../parts/child';
import { cpuSecondsOf } from '../parts/cpu-of-app';
import { summary, type BenchResult, type Figures, type Round } from '../parts/figures';
import { startStores, type Stores } from '../parts/stores';
import { tell } from '../parts/tell';
import { BOT_TOKEN, chatIds, PROPOSAL_HMAC_KEY } from '../parts/updates';
import { addBacklog, QUESTION } from './add-backlog';
import type { BareTurnsOrders } from './bare-turns';
import { recordTurn, type RecordedTurn } from '../parts/record-turn';
import { waitUntilTaken } from './wait-until-taken';

const CHATS = 1_000;
const START_WITHIN_MS = 60_000;

interface Taker {
  cpuSeconds(): Promise<number>;
  stop(): Promise<unknown>;
}

/** Draining a backlog of updates by one worker that takes turns alone. Each turn decides on a tool run, writes it and dispatches it. */
export async function benchTurns(options: Arguments): Promise<BenchResult> {
  const servers = await startStores(options);
  const rounds: Round[] = [];
  try {
    const turn = await recordTurn(await servers.fresh(), chatIds(CHATS), QUESTION);
    for (let round = 1; round <= options.rounds; round += 1) {
      const control = await drain(options, await servers.fresh(), (stores, queues) => bareLoop(stores, queues, turn));
      const ours = await drain(options, await servers.fresh(), (stores) => realWorker(stores));
      tell(`round ${round}: ${Math.round(ours.perSecond)}/s beside ${Math.round(control.perSecond)}/s`);
      rounds.push({ control, ours });
    }
  } finally {
    await servers.stop();
  }
  const { ours, control, ratio } = summary(rounds, 'perSecond');
  return { name: 'turns', backend: options.backend, ...ours, control, ratio, updates: options.updates, rounds: options.rounds };
}

async function drain({ updates }: Arguments, stores: Stores, start: (stores: Stores, queues: Queues) => Promise<Taker>): Promise<Figures> {
  const queues = stores.openQueues();
  const db = openDatabase({ url: stores.databaseUrl, applicationName: 'bench', maxConnections: 2 });
  let taker: Taker | undefined;
  try {
    const lanes = Array.from({ length: queues.lanes.inbox }, (_, lane) => `inbox-${lane}`);
    for (const lane of lanes) await queues.pause(lane);
    await addBacklog(queues, updates, chatIds(CHATS));
    taker = await start(stores, queues);
    const cpuBefore = await taker.cpuSeconds();
    const begunAt = performance.now();
    await Promise.all(lanes.map((lane) => queues.resume(lane)));
    await waitUntilTaken(stores, lanes);
    const seconds = (performance.now() - begunAt) / 1_000;
    const cpuMs = (((await taker.cpuSeconds()) - cpuBefore) * 1_000) / updates;
    return { perSecond: updates / seconds, cpuMs, ...(await turnTimes(db, updates)) };
  } finally {
    await taker?.stop();
    await db.close();
    await queues.close();
  }
}

/** From the claim of an update to the mark that its effects are dispatched, as the ledger has it. */
async function turnTimes(db: Database, updates: number): Promise<Pick<Figures, 'p50Ms' | 'p99Ms'>> {
  const [row] = await db.query<{ done: number; dispatched: number; p50Ms: number; p99Ms: number }>(sql`
    select count(*)::int as done, (select count(*)::int from effects where kind = 'tool.run' and state = 'dispatched') as dispatched,
      extract(epoch from percentile_cont(0.5) within group (order by done_at - claimed_at))::float * 1000 as "p50Ms",
      extract(epoch from percentile_cont(0.99) within group (order by done_at - claimed_at))::float * 1000 as "p99Ms"
    from updates where state = 'done'`);
  if (row?.done !== updates || row.dispatched !== updates) throw new Error(`of ${updates} turns ${row?.done ?? 0} are done, with ${row?.dispatched ?? 0} tool runs`);
  return { p50Ms: row.p50Ms, p99Ms: row.p99Ms };
}

async function realWorker(stores: Stores): Promise<Taker> {
  const port = await freePort();
  const worker = appHandle('worker', {
    ...stores.env,
    BOT_TOKEN,
    PROPOSAL_HMAC_KEY,
    OWNER_IDS: chatIds(CHATS).join(','),
    WORKER_PORT: String(port),
    WORKER_ROLES: 'inbox',
    // The backlog is minutes of writing in one heap; nobody here writes too fast.
    FLOOD_MAX_PER_MINUTE: '10000',
  });
  await worker.start();
  return { cpuSeconds: () => cpuSecondsOf(`http://127.0.0.1:${port}`), stop: () => worker.stop() };
}

async function bareLoop(stores: Stores, { lanes, backend }: Queues, turn: RecordedTurn): Promise<Taker> {
  const orders: BareTurnsOrders = { backend, redisUrl: stores.redisUrl, databaseUrl: stores.databaseUrl, lanes, turn };
  const child = startChild<{ ready: true }>('turns/bare-turns', orders);
  await child.next(START_WITHIN_MS).catch((error: unknown) => child.stop().then(() => Promise.reject(error)));
  return child;
}
