import type { Logger } from '../log/logger';
import { deadlineIn, withinMs, type Deadline } from '../timing';
import type { Service } from './service';

export interface RunOptions {
  readonly name: string;
  readonly log: Logger;
  /** In the order of starting; stopped in the reverse order. */
  readonly services: readonly Service[];
  /** After this time services are told to cut off what they do; each then has half a second to let go. In milliseconds. */
  readonly stopWithinMs: number;
}

export interface Running {
  /** Stops everything within the deadline; calling it again returns the same promise. It never rejects: what went wrong is logged. */
  stop(): Promise<void>;
}

export interface Lifecycle extends Running {
  /** Starts the services in order. When one fails, those that were started are stopped and its error is thrown. */
  start(): Promise<void>;
}

/** A start under way may finish before the stopping begins, so that a service is rarely stopped half started. */
const START_GRACE_MS = 2_000;
/** After the deadline's signal a service may still let go of what it was cut off from, also when one before it used up the time. */
const WIND_UP_MS = 500;

/** Stopping during the start is well defined: no further service is started, and those that were are stopped. */
export function createLifecycle({ log, services, stopWithinMs }: RunOptions): Lifecycle {
  const started: Service[] = [];
  let starting: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | undefined;

  async function startAll(): Promise<void> {
    for (const one of services) {
      if (stopping !== undefined) return;
      started.push(one);
      await one.start();
    }
  }

  async function stopAll(): Promise<void> {
    const deadline = deadlineIn(stopWithinMs);
    await withinMs('the start under way', Math.min(START_GRACE_MS, stopWithinMs / 2), starting).catch(() => undefined);
    for (const one of [...started].reverse()) await stopOne(one, deadline);
  }

  async function stopOne(one: Service, deadline: Deadline): Promise<void> {
    try {
      await withinMs(`stopping ${one.name}`, deadline.remainingMs() + WIND_UP_MS, one.stop(deadline));
    } catch (error) {
      log.error('service_stop_failed', { service: one.name, error });
    }
  }

  const stop = () => (stopping ??= stopAll());
  return {
    stop,
    async start() {
      starting = startAll();
      try {
        await starting;
      } catch (error) {
        await stop();
        throw error;
      }
    },
  };
}

/** Starts services in order. When one fails, those that run are stopped and the error is thrown. */
export async function startServices(options: RunOptions): Promise<Running> {
  const lifecycle = createLifecycle(options);
  await lifecycle.start();
  return lifecycle;
}
