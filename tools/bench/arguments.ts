import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BackendName } from '@ownerbot/queues';

export const BENCH_NAMES = ['ingest', 'turns', 'latency', 'broadcast', 'growth', 'memory', 'start', 'views'] as const;
export type BenchName = (typeof BENCH_NAMES)[number];
const ALL = 'all';

export interface Arguments {
  /** One after the other; undefined: all of them. */
  readonly names: readonly BenchName[] | undefined;
  readonly backend: BackendName | undefined;
  readonly json: boolean;
  /** Updates, recipients, or orders, of one run. */
  readonly updates: number | undefined;
  /** Most rows in ledger and audit of `growth`. */
  readonly rows: number;
  /** How often each side is measured. */
  readonly rounds: number | undefined;
  /** Folder for CPU profiles of our processes; their figures are lower then. */
  readonly profile: string | undefined;
}

export const USAGE = `npm run bench -- ${[...BENCH_NAMES, ALL].join('|')} … [--backend redis|postgres] [--updates n] [--rows 10000000] [--rounds n] [--profile <folder>] [--json]`;

const MAX_UPDATES = 1_000_000;
export const MAX_ROWS = 10_000_000;
const MAX_ROUNDS = 50;

export class ArgumentsError extends Error {}

/** @throws ArgumentsError */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parsed(argv);
  const names = positionals.filter(isBench);
  const wantsAll = positionals.length === 1 && positionals[0] === ALL;
  if (!wantsAll && (names.length === 0 || names.length < positionals.length)) throw new ArgumentsError(`some of ${BENCH_NAMES.join(', ')}, or ${ALL}, not "${positionals.join(' ')}"`);
  const backend = values.backend;
  if (backend !== undefined && backend !== 'redis' && backend !== 'postgres') throw new ArgumentsError(`--backend is redis or postgres, not "${backend}"`);
  return {
    names: wantsAll ? undefined : names,
    backend,
    json: values.json,
    updates: count('updates', values.updates, MAX_UPDATES),
    rows: count('rows', values.rows, MAX_ROWS) ?? MAX_ROWS,
    rounds: count('rounds', values.rounds, MAX_ROUNDS),
    profile: values.profile === undefined ? undefined : path.resolve(values.profile),
  };
}

function parsed(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { backend: text, json: { type: 'boolean', default: false }, updates: text, rows: text, rounds: text, profile: text },
    });
  } catch (error) {
    throw new ArgumentsError(error instanceof Error ? error.message : String(error));
  }
}

function isBench(name: string): name is BenchName {
  return BENCH_NAMES.some((one) => one === name);
}

function count(option: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max) throw new ArgumentsError(`--${option} is a number of 1..${max}, not "${text}"`);
  return value;
}
