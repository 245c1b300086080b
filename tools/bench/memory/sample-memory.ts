import { setTimeout as delay } from 'node:timers/promises';

const METRIC = /^(?:\w+_)?process_resident_memory_bytes(?:\{[^}]*\})? (\S+)$/m;
const EVERY_MS = 500;
const MB = 1_000_000;

/** What the processes of a pipeline hold, in MB, by their own metrics: one entry a look. */
export interface MemorySamples {
  readonly of: Readonly<Record<string, readonly number[]>>;
  stop(): Promise<void>;
}

export function sampleMemory(metrics: Readonly<Record<string, string>>): MemorySamples {
  const of = Object.fromEntries(Object.keys(metrics).map((name): [string, number[]] => [name, []]));
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await Promise.all(Object.entries(metrics).map(async ([name, url]) => of[name]?.push(await residentMb(url))));
      await delay(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const looking = look();
  return {
    of,
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

async function residentMb(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(METRIC.exec(text)?.[1] ?? NaN) / MB;
}
