import type { BackendName } from '@ownerbot/queues';
import { BENCH_NAMES, type Arguments, type BenchName } from './arguments';

/** One bench on one backend. */
export interface Run {
  readonly name: BenchName;
  readonly backend: BackendName;
  readonly updates: number;
  readonly rows: number;
  readonly rounds: number;
}

/** What a run takes unless told otherwise. */
const USUAL: Readonly<Record<BenchName, { readonly updates: Readonly<Record<BackendName, number>>; readonly rounds: number }>> = {
  // Half of them at 1,000 a second: 30 s.
  ingest: { updates: { redis: 60_000, postgres: 10_000 }, rounds: 3 },
  turns: { updates: { redis: 10_000, postgres: 3_000 }, rounds: 3 },
  latency: { updates: { redis: 600, postgres: 600 }, rounds: 3 },
  // At 25 a second: seven minutes.
  broadcast: { updates: { redis: 10_000, postgres: 10_000 }, rounds: 1 },
  growth: { updates: { redis: 2_000, postgres: 1_000 }, rounds: 3 },
  memory: { updates: { redis: 20_000, postgres: 20_000 }, rounds: 1 },
  start: { updates: { redis: 1, postgres: 1 }, rounds: 3 },
  views: { updates: { redis: 1_000_000, postgres: 1_000_000 }, rounds: 5 },
};

/** Where a bench is of interest on both. */
const ALL: readonly (readonly [BenchName, BackendName | undefined])[] = BENCH_NAMES.flatMap((name): [BenchName, BackendName | undefined][] =>
  name === 'turns' ? [[name, 'redis'], [name, 'postgres']] : [[name, undefined]],
);

/** These have no choice: `npm start` runs on Postgres alone, and views are of no queue. */
const HOME: Readonly<Partial<Record<BenchName, BackendName>>> = { start: 'postgres', views: 'postgres' };

export function planRuns({ names, backend, updates, rows, rounds }: Arguments): Run[] {
  const wanted = names?.map((name) => [name, undefined] as const) ?? ALL.filter(([, own]) => backend === undefined || own === undefined || own === backend);
  return wanted.map(([name, own]) => {
    const on = HOME[name] ?? backend ?? own ?? 'redis';
    return { name, backend: on, updates: updates ?? USUAL[name].updates[on], rows, rounds: rounds ?? USUAL[name].rounds };
  });
}
