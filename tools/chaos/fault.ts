import type { BackendName } from '@ownerbot/queues';
import type { ChaosSystem } from './parts/chaos-system';
import type { RowWork } from './parts/row-work';

/** `short` is that of `npm test`: the same faults, for moments. */
export type Length = 'short' | 'full';

export interface Striking {
  readonly system: ChaosSystem;
  readonly work: RowWork;
  /** Of the seed and the row alone. */
  readonly random: () => number;
  readonly length: Length;
}

/** One row of the suite: what breaks, and how it is mended. */
export interface Fault {
  readonly name: string;
  /** A word by which several rows can be named together. */
  readonly group: string;
  readonly backends: readonly BackendName[];
  /** Requests that are under way when it strikes. */
  readonly updates?: number;
  /** Changes of the shop that are confirmed meanwhile. */
  readonly changes?: number;
  /** An answer may come twice, because Telegram took it and we could not note it. */
  readonly mayRepeat?: boolean;
  /** How long after the mending the promises may wait to hold, where there is much to be done. */
  readonly patienceMs?: number;
  /** Telegram delivers a chat's updates out of order: their order is that in which they were taken. */
  readonly orderAsTaken?: boolean;
  /** Breaks it, holds it broken, and returns what mends it. */
  strike(striking: Striking): Promise<Heal>;
}

export type Heal = () => Promise<void>;

export const nothingToHeal: Heal = () => Promise.resolve();

export const BOTH: readonly BackendName[] = ['redis', 'postgres'];
