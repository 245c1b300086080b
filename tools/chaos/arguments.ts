import { parseArgs } from 'node:util';
import type { BackendName } from '@ownerbot/queues';

export const BACKENDS = ['redis', 'postgres'] as const satisfies readonly BackendName[];

export interface Arguments {
  /** Rounds of all rows go on for so long; null: every row once. */
  readonly minutes: number | null;
  readonly seed: number;
  /** Names of rows or of their groups; empty: all. */
  readonly only: readonly string[];
  readonly backends: readonly BackendName[];
  readonly json: boolean;
}

export const USAGE = 'npm run chaos -- [--minutes 5] [--seed 1] [--only row,group] [--backend redis|postgres] [--json]';

const MAX_MINUTES = 24 * 60;

export class ArgumentsError extends Error {}

/** @throws ArgumentsError */
export function readArguments(argv: readonly string[], known: readonly string[], now = Date.now()): Arguments {
  const { minutes, seed, only, backend, json } = parsed(argv);
  const wanted = only === undefined ? [] : only.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new ArgumentsError(`--only: no row "${unknown.join('", "')}"; there are ${known.join(', ')}`);
  const backends = BACKENDS.filter((one) => backend === undefined || one === backend);
  if (backends.length === 0) throw new ArgumentsError(`--backend is redis or postgres, not "${backend}"`);
  return {
    minutes: minutes === undefined ? null : number('minutes', minutes, MAX_MINUTES),
    seed: seed === undefined ? now % 1_000_000 : Math.trunc(number('seed', seed, 4_294_967_295)),
    only: wanted,
    backends,
    json,
  };
}

function parsed(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...argv], options: { minutes: text, seed: text, only: text, backend: text, json: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new ArgumentsError(error instanceof Error ? error.message : String(error));
  }
}

function number(option: string, text: string, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0 || value > max) throw new ArgumentsError(`--${option} is a number of 0..${max}, not "${text}"`);
  return value;
}
