import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SimState } from './sim-state';

/** A state file that cannot be continued from. */
export class StateFileError extends Error {
  constructor(path: string, why: string, cause?: unknown) {
    super(`the simulator's state file ${path} ${why}; move it away to begin anew`, { cause });
    this.name = 'StateFileError';
  }
}

/** Undefined when there is none yet. */
export function readStateFile(path: string): SimState | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const state = JSON.parse(readFileSync(path, 'utf8')) as Partial<SimState> | null;
    if (state?.version === 1 && state.rows !== undefined && Array.isArray(state.operations)) return state as SimState;
  } catch (error) {
    throw new StateFileError(path, 'cannot be read', error);
  }
  throw new StateFileError(path, 'is of another version');
}

/** Whole or not at all: written beside and renamed, so that a kill leaves the last state. */
export function writeStateFile(path: string, state: SimState): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  writeFileSync(beside, JSON.stringify(state), { mode: 0o600 });
  renameSync(beside, path);
}
