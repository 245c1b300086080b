import type { SimDatabase } from './database/sim-database';
import type { SimStore } from './data/sim-store';
import type { FaultList } from './faults/fault-list';
import type { RequestLog } from './log/request-log';
import type { SimClock } from './sim-clock';

/** Who may ask; never part of the state, so that a state file holds no key. */
export interface SimAccess {
  readonly key: string;
  readonly shops: readonly number[];
  /** Empty: all. */
  readonly actors: readonly number[];
}

/** The parts of one simulator, shared by its public and its control API. */
export interface Sim {
  readonly clock: SimClock;
  readonly store: SimStore;
  readonly faults: FaultList;
  readonly log: RequestLog;
  /** The zone of answers whose question names none, and of `capabilities`. */
  readonly timezone: string;
  access: SimAccess;
  /** Its shop as a database; null without one. */
  database: SimDatabase | null;
}
