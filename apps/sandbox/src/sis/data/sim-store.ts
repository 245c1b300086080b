import { freshState, type SimState } from './sim-state';
import { readStateFile, writeStateFile } from './state-file';
import { stateHash } from './state-hash';

const OPERATIONS_KEPT_MS = 7 * 24 * 3_600_000;

/** Holds the state. A change is in the file, if there is one, before anybody can see it. */
export interface SimStore {
  state(): SimState;
  /** Replaces the state; operations older than 7 days go. */
  commit(next: SimState): void;
  /** A fresh shop; the file begins anew. */
  reseed(seed: string): void;
  hash(): string;
}

export interface SimStoreOptions {
  readonly seed: string;
  readonly stateFile: string | undefined;
  readonly now: () => Date;
  readonly onChange: () => void;
}

/** @throws StateFileError */
export function createSimStore({ seed, stateFile, now, onChange }: SimStoreOptions): SimStore {
  let state = (stateFile === undefined ? undefined : readStateFile(stateFile)) ?? freshState(seed, now());

  function replace(next: SimState): void {
    if (stateFile !== undefined) writeStateFile(stateFile, next);
    state = next;
    onChange();
  }

  return {
    state: () => state,
    commit(next) {
      const oldest = now().getTime() - OPERATIONS_KEPT_MS;
      replace({ ...next, operations: next.operations.filter((one) => Date.parse(one.finished_at) >= oldest) });
    },
    reseed: (newSeed) => replace(freshState(newSeed, now())),
    hash: () => stateHash(state),
  };
}
