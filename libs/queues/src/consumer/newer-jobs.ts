/** Jobs that a process of the next release has added and this one cannot read. */
export interface NewerJobs {
  /** Whether the job goes back once more, for a newer process to take: so long after it was first met here. */
  mayWait(id: string): boolean;
}

/** While two releases work side by side an older process leaves newer jobs to the newer one; alone with them it does not block their lane for ever. */
export function createNewerJobs(waitMs: number, now: () => number = () => performance.now()): NewerJobs {
  const metAt = new Map<string, number>();
  return {
    mayWait(id) {
      const at = now();
      // Those that a newer process took are not met again.
      for (const [known, met] of metAt) if (met < at - 2 * waitMs) metAt.delete(known);
      const since = metAt.get(id) ?? at;
      metAt.set(id, since);
      return at - since < waitMs;
    },
  };
}
