import { pickLane } from '@ownerbot/queues';
import { sql } from '@ownerbot/storage';
import { appHandle, freePort, type AppHandle } from '@ownerbot/testing';
import { balance, type Balancer } from './balance';
import type { ChaosSystem } from './chaos-system';

/** Four workers; each of the roles that the rows need is on two of them, but for those of which one is enough. */
const ROLES = ['inbox', 'inbox,tools', 'tools,actions', 'asr,plan,render,schedule'];

/** Three ingests behind a balancer, four workers of different roles and two notifiers, in the place of the system's own three. */
export interface Fleet {
  /** Those that are replaced at the same time; of each kind another one goes on. */
  readonly rounds: readonly (readonly AppHandle[])[];
  /** The system's own processes take over again. */
  disband(): Promise<void>;
}

export async function startFleet({ apps, env }: ChaosSystem): Promise<Fleet> {
  const own = [apps.ingest, apps.worker, apps.notifier];
  const ports = [await freePort(), await freePort(), await freePort()];
  const ingests = ports.map((port) => appHandle('ingest', { ...env, INGEST_PORT: String(port) }));
  const workers = ROLES.map((roles) => appHandle('worker', { ...env, WORKER_PORT: '0', WORKER_ROLES: roles }));
  const notifiers = [1, 2].map(() => appHandle('notifier', { ...env, NOTIFIER_PORT: '0' }));
  const all = [...ingests, ...workers, ...notifiers];
  const rounds = [0, 1, 2].map((round) => [workers[round], ingests[round], round === 0 ? workers[3] : notifiers[round - 1]].flatMap((app) => app ?? []));
  let balancer: Balancer | undefined;
  const disband = async (): Promise<void> => {
    await Promise.all(all.map((app) => app.stop()));
    await balancer?.close();
    await Promise.all(own.map((app) => app.start()));
  };
  try {
    await Promise.all([...workers, ...notifiers].map((app) => app.start()));
    await Promise.all(own.map((app) => app.stop()));
    // Telegram goes on calling the same address.
    balancer = await balance(Number(env['INGEST_PORT']), ports);
    await Promise.all(ingests.map((app) => app.start()));
  } catch (error) {
    await disband();
    throw error;
  }
  return { rounds, disband };
}

/** A turn, with the seconds at which it began and was decided. */
export interface TakenTurn {
  readonly chat: string;
  readonly id: string;
  readonly begun: number;
  readonly ended: number;
}

/** Pairs of turns of one lane of which the later began before the earlier was decided: a lane has one turn at a time. */
export function overlapsOf(turns: readonly TakenTurn[], lanes: number): string[] {
  const last = new Map<number, TakenTurn>();
  return [...turns].sort((one, other) => one.begun - other.begun).flatMap((turn) => {
    const lane = pickLane(turn.chat, lanes);
    const before = last.get(lane);
    last.set(lane, turn);
    return before !== undefined && turn.begun < before.ended ? [`lane ${lane}: ${before.id} and ${turn.id}`] : [];
  });
}

export async function overlappingTurns({ direct, queues }: ChaosSystem, since: Date): Promise<string[]> {
  const turns = await direct.query<TakenTurn>(
    sql`select chat_id::text as chat, update_id::text as id, extract(epoch from claimed_at)::float8 as begun, extract(epoch from decided_at)::float8 as ended
      from updates where event = 'update' and received_at >= ${since} and decided_at is not null`,
  );
  return overlapsOf(turns, queues.lanes.inbox);
}
