/** What a process says of itself every few seconds. Holds no secrets. */
export interface ProcessBeat {
  /** Of this run of the process. */
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  /** Which part of the work it does, such as the roles of a worker; none where there is one alone. */
  readonly roles: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly live: boolean;
  readonly ready: boolean;
  /** Health checks that do not hold. */
  readonly problems: readonly { readonly check: string; readonly detail: string }[];
}

/** A process as the others see it. By the store's clock, so that machines need not agree on the time. */
export interface SeenProcess extends ProcessBeat {
  /** Since it was last heard. */
  readonly ageMs: number;
}

/** What the store keeps: the beat as JSON, and how long ago it came. */
export interface StoredBeat {
  readonly beat: string;
  readonly ageMs: number;
}

/** A process that was not heard for this long is no longer told of: it was removed, or its machine is gone. */
export const FORGET_AFTER_MS = 3_600_000;

export function seenProcesses(stored: readonly StoredBeat[]): SeenProcess[] {
  return stored
    .map(({ beat, ageMs }) => ({ ...(JSON.parse(beat) as ProcessBeat), ageMs }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.startedAt.localeCompare(b.startedAt) || a.id.localeCompare(b.id));
}
