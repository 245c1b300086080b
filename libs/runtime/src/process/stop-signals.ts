/** The signals that ask a process to stop. */
export const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;
export type StopSignal = (typeof STOP_SIGNALS)[number];

/**
 * npm and a terminal both hand Ctrl-C to a process, and a supervisor may add its SIGTERM: only the same signal again, after
 * this time, is a person who does not want to wait.
 */
const IMPATIENT_AFTER_MS = 500;

/** `first` is called once, for the first signal of either kind; `again` when the same signal comes once more, half a second later or more. */
export function onStopSignals(handle: { first: (signal: StopSignal) => void; again: (signal: StopSignal) => void }): void {
  let seen: { signal: StopSignal; at: number } | undefined;
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => {
      if (seen === undefined) {
        seen = { signal, at: performance.now() };
        handle.first(signal);
      } else if (seen.signal === signal && performance.now() - seen.at >= IMPATIENT_AFTER_MS) handle.again(signal);
    });
  }
}
