/** The requests that are being worked on; a restart ends them. */
export interface Running {
  /** Aborted by a restart, not by a client that leaves: work that has begun is done. */
  signal(): AbortSignal;
  /** Ends all that run now. */
  drop(): void;
}

export function createRunning(): Running {
  let current = new AbortController();
  return {
    signal: () => current.signal,
    drop() {
      current.abort();
      current = new AbortController();
    },
  };
}

/** A restart ended the request while it waited. */
export class Dropped extends Error {}

/** @throws Dropped */
export function waitUnlessDropped(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Dropped());
    const dropped = (): void => {
      clearTimeout(timer);
      reject(new Dropped());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', dropped);
      resolve();
    }, ms);
    signal.addEventListener('abort', dropped, { once: true });
  });
}
