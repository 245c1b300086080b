import { openDatabase, sql, type Database } from '@ownerbot/storage';
import { appHandle, freePort } from '@ownerbot/testing';
import type { Queues } from '@ownerbot/queues';
import { cpuSecondsOf } from '../parts/cpu-of-app';
import type { Figures } from '../parts/figures';
import type { Stores } from '../parts/stores';
import { BOT_ID, BOT_TOKEN, chatIds, PROPOSAL_HMAC_KEY } from '../parts/updates';
import { addBacklog } from './add-backlog';
import { waitUntilTaken } from './wait-until-taken';

export const CHATS = 1_000;

export interface Taker {
  cpuSeconds(): Promise<number>;
  stop(): Promise<unknown>;
}

export interface Drain {
  readonly updates: number;
  /** Where a ledger is drained into several times, each time other ones. */
  readonly firstUpdateId: number;
  /** Starts who takes them, or hands out who waits already. */
  readonly taker: (stores: Stores, queues: Queues) => Promise<Taker>;
}

/** Puts a backlog into closed lanes, opens them when the taker is there, and measures from the first turn to the last. */
export async function drain(stores: Stores, { updates, firstUpdateId, taker: takerOf }: Drain): Promise<Figures> {
  const queues = stores.openQueues();
  const lanes = Array.from({ length: queues.lanes.inbox }, (_, lane) => `inbox-${lane}`);
  const db = openDatabase({ url: stores.databaseUrl, applicationName: 'bench', maxConnections: 1 });
  try {
    // The lanes are closed until everybody is there: the start of a process is not measured.
    for (const lane of lanes) await queues.pause(lane);
    await addBacklog(queues, { updates, firstUpdateId, chats: chatIds(CHATS) });
    const taker = await takerOf(stores, queues);
    const cpuBefore = await taker.cpuSeconds();
    const begunAt = performance.now();
    await Promise.all(lanes.map((lane) => queues.resume(lane)));
    await waitUntilTaken(stores, lanes);
    const seconds = (performance.now() - begunAt) / 1_000;
    const cpuMs = (((await taker.cpuSeconds()) - cpuBefore) * 1_000) / updates;
    return { perSecond: updates / seconds, cpuMs, ...(await turnTimes(db, updates, firstUpdateId)) };
  } finally {
    await db.close();
    await queues.close();
  }
}

/** From the claim of an update to the mark that its effects are dispatched, as the ledger has it. */
async function turnTimes(db: Database, updates: number, firstUpdateId: number): Promise<Pick<Figures, 'p50Ms' | 'p99Ms'>> {
  const [row] = await db.query<{ done: number; dispatched: number; p50Ms: number; p99Ms: number }>(sql`
    with mine as materialized (
      select seq, claimed_at, done_at from updates
      where bot_id = ${BOT_ID}::bigint and update_id >= ${firstUpdateId}::bigint and update_id < ${firstUpdateId + updates}::bigint and state = 'done'
    )
    select count(*)::int as done, (select count(*)::int from effects where kind = 'tool.run' and state = 'dispatched' and cause_seq in (select seq from mine)) as dispatched,
      extract(epoch from percentile_cont(0.5) within group (order by done_at - claimed_at))::float * 1000 as "p50Ms",
      extract(epoch from percentile_cont(0.99) within group (order by done_at - claimed_at))::float * 1000 as "p99Ms"
    from mine`);
  if (row?.done !== updates || row.dispatched !== updates) throw new Error(`of ${updates} turns ${row?.done ?? 0} are done, with ${row?.dispatched ?? 0} tool runs`);
  return { p50Ms: row.p50Ms, p99Ms: row.p99Ms };
}

/** One worker that takes turns and nothing else. */
export async function realWorker(stores: Stores): Promise<Taker> {
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
