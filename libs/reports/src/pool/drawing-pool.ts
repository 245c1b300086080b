import Piscina from 'piscina';
import { DrawingCutError, RenderFailedError } from '../errors';
import type { Drawn } from './drawn';

export interface DrawingLimits {
  /** Drawings at a time. */
  readonly concurrency: number;
  /** Of one drawing, the start of its thread included. */
  readonly timeoutMs: number;
  /** Heap of a thread; what the painter uses is outside of it, and is limited by the size of a picture. */
  readonly memoryMb: number;
}

export interface DrawingPool {
  /**
   * Draws a model in a thread. A thread that hangs is ended.
   * @throws RenderFailedError, DrawingCutError; rejects with the reason of `signal` when that fires
   */
  draw(model: object, signal: AbortSignal): Promise<Buffer>;
  stop(): Promise<void>;
}

const IDLE_MS = 60_000;
/** Threads are replaced after so many drawings: whatever leaks in them goes with them. */
const DRAWINGS_OF_A_THREAD = 200;

interface PoolOptions {
  /** Default: the thread of the drawings. */
  readonly filename?: string;
  /** For a thread whose program is not built. */
  readonly execArgv?: readonly string[];
  readonly drawingsOfAThread?: number;
}

/** Threads for drawings, so that no turn waits for one. None is started before the first drawing; an unused one ends after a minute. */
export function createDrawingPool({ concurrency, timeoutMs, memoryMb }: DrawingLimits, { filename = require.resolve('./draw-thread'), execArgv, drawingsOfAThread = DRAWINGS_OF_A_THREAD }: PoolOptions = {}): DrawingPool {
  const open = (): Piscina<object, Drawn> =>
    new Piscina<object, Drawn>({
      filename,
      minThreads: 0,
      maxThreads: concurrency,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      // Waiting for work must not hold a core.
      atomics: 'disabled',
      ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
    });
  let threads = open();
  let drawings = 0;
  const leaving = new Set<Promise<void>>();

  function renew(): void {
    const old = threads;
    const left = old.close().finally(() => leaving.delete(left));
    leaving.add(left);
    threads = open();
    drawings = 0;
  }

  async function run(model: object, signal: AbortSignal): Promise<Drawn> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      return await threads.run(model, { signal: AbortSignal.any([signal, timeout]) });
    } catch (error) {
      signal.throwIfAborted();
      throw new DrawingCutError(timeout.aborted ? `it took longer than ${timeoutMs} ms` : 'its thread ended', error);
    }
  }

  return {
    async draw(model, signal) {
      signal.throwIfAborted();
      if (drawings >= drawingsOfAThread * concurrency) renew();
      drawings += 1;
      const drawn = await run(model, signal);
      if (!drawn.ok) throw new RenderFailedError(drawn.step, drawn.why);
      return Buffer.from(drawn.bytes);
    },
    async stop() {
      await Promise.all([threads.destroy(), ...leaving]);
    },
  };
}
