import type { Queues } from '@ownerbot/queues';
import { startChild } from '../parts/child';
import { summary, type BenchResult, type Figures, type Round } from '../parts/figures';
import { recordTurn, type RecordedTurn } from '../parts/record-turn';
import type { Stores, StoreServers } from '../parts/stores';
import { tell } from '../parts/tell';
import { chatIds } from '../parts/updates';
import type { Run } from '../plan';
import { FIRST_UPDATE_ID, QUESTION } from './add-backlog';
import type { BareTurnsOrders } from './bare-turns';
import { CHATS, drain, realWorker, type Drain, type Taker } from './drain';

const START_WITHIN_MS = 60_000;

/** Draining a backlog of updates by one worker that takes turns alone. Each turn decides on a tool run, writes it and dispatches it. */
export async function benchTurns({ backend, updates, rounds: count }: Run, servers: StoreServers): Promise<BenchResult> {
  const rounds: Round[] = [];
  const turn = await recordTurn(await servers.fresh({ backend }), chatIds(CHATS), QUESTION);
  const backlog = { updates, firstUpdateId: FIRST_UPDATE_ID };
  for (let round = 1; round <= count; round += 1) {
    const control = await drainOnce(await servers.fresh({ backend }), backlog, (stores, queues) => bareLoop(stores, queues, turn));
    const ours = await drainOnce(await servers.fresh({ backend }), backlog, realWorker);
    tell(`round ${round}: ${Math.round(ours.perSecond)}/s beside ${Math.round(control.perSecond)}/s`);
    rounds.push({ control, ours });
  }
  const { ours, control, ratio } = summary(rounds, 'perSecond');
  return { name: 'turns', backend, ...ours, control, ratio, updates, rounds: count };
}

async function drainOnce(stores: Stores, backlog: Pick<Drain, 'updates' | 'firstUpdateId'>, start: Drain['taker']): Promise<Figures> {
  let taker: Taker | undefined;
  try {
    return await drain(stores, { ...backlog, taker: async (...given) => (taker = await start(...given)) });
  } finally {
    await taker?.stop();
  }
}

async function bareLoop(stores: Stores, { lanes, backend }: Queues, turn: RecordedTurn): Promise<Taker> {
  const orders: BareTurnsOrders = { backend, redisUrl: stores.redisUrl, databaseUrl: stores.databaseUrl, lanes, turn };
  const child = startChild<{ ready: true }>('turns/bare-turns', orders);
  await child.next(START_WITHIN_MS).catch((error: unknown) => child.stop().then(() => Promise.reject(error)));
  return child;
}
