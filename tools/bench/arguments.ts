import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BackendName } from '@ownerbot/queues';

export const BENCH_NAMES = ['ingest', 'turns', 'latency'] as const;
export type BenchName = (typeof BENCH_NAMES)[number];

export interface Arguments {
  readonly name: BenchName;
  readonly backend: BackendName;
  readonly json: boolean;
  /** Updates of one run. */
  readonly updates: number;
  /** How often each side is measured. */
  readonly rounds: number;
  /** Folder for CPU profiles of our processes; their figures are lower then. */
  readonly profile: string | undefined;
}

export const USAGE = 'npm run bench -- ingest|turns|latency [--backend redis|postgres] [--updates 10000] [--rounds 3] [--profile <folder>] [--json]';

/** What one run takes unless told otherwise: seconds, not minutes. */
const UPDATES: Readonly<Record<BenchName, number>> = { ingest: 20_000, turns: 10_000, latency: 600 };
const MAX_UPDATES = 1_000_000;
const MAX_ROUNDS = 50;

export class ArgumentsError extends Error {}

/** @throws ArgumentsError */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parsed(argv);
  const [name, ...more] = positionals;
  if (!isBench(name) || more.length > 0) throw new ArgumentsError(`one of ${BENCH_NAMES.join(', ')}, not "${positionals.join(' ')}"`);
  const backend = values.backend;
  if (backend !== 'redis' && backend !== 'postgres') throw new ArgumentsError(`--backend is redis or postgres, not "${backend}"`);
  return {
    name,
    backend,
    json: values.json,
    updates: count('updates', values.updates, UPDATES[name], MAX_UPDATES),
    rounds: count('rounds', values.rounds, 3, MAX_ROUNDS),
    profile: values.profile === undefined ? undefined : path.resolve(values.profile),
  };
}

function parsed(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { backend: { ...text, default: 'redis' }, json: { type: 'boolean', default: false }, updates: text, rounds: text, profile: text },
    });
  } catch (error) {
    throw new ArgumentsError(error instanceof Error ? error.message : String(error));
  }
}

function isBench(name: string | undefined): name is BenchName {
  return BENCH_NAMES.some((one) => one === name);
}

function count(option: string, text: string | undefined, byDefault: number, max: number): number {
  if (text === undefined) return byDefault;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max) throw new ArgumentsError(`--${option} is a number of 1..${max}, not "${text}"`);
  return value;
}
