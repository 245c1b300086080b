import { createHash } from 'node:crypto';
import type { BackendName } from '@ownerbot/queues';
import { seededRandom } from '@ownerbot/testing';
import type { Fault } from './fault';

/** Far enough apart that no two rounds of one run share random numbers. */
const SEED_STEP = 7_919;

export interface PlannedRow {
  readonly fault: Fault;
  /** Of its round: begun with it, the row comes first and is the same. */
  readonly roundSeed: number;
  /** What the row throws its dice with: the same whichever rows run before it. */
  readonly seed: number;
}

/** One round: every row that is wanted of this backend, in an order that the seed alone chooses. */
export function planRound(rows: readonly Fault[], { seed, round, backend, only }: { seed: number; round: number; backend: BackendName; only: readonly string[] }): PlannedRow[] {
  const roundSeed = seed + (round - 1) * SEED_STEP;
  return rows
    .filter(({ name, group, backends }) => backends.includes(backend) && (only.length === 0 || only.includes(name) || only.includes(group)))
    .map((fault) => ({ fault, roundSeed, seed: seedOf(roundSeed, fault.name) }))
    .sort((one, other) => seededRandom(one.seed)() - seededRandom(other.seed)());
}

function seedOf(seed: number, name: string): number {
  return createHash('sha256').update(`${seed}:${name}`).digest().readUInt32BE(0);
}
