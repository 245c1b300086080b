import type { Deadline } from '../timing';

/**
 * A part of a process with a lifecycle. `start` resolves when the service does its work; `stop` resolves when it has let go
 * of everything, and never later than the deadline. Both are called once at most; `stop` also after a `start` that failed, is
 * still under way, or never came.
 */
export interface Service {
  readonly name: string;
  start(): Promise<void>;
  stop(deadline: Deadline): Promise<void>;
}

/** A service from functions; what is left out does nothing. */
export function service(name: string, parts: { start?: () => Promise<void>; stop?: (deadline: Deadline) => Promise<void> }): Service {
  return { name, start: parts.start ?? (() => Promise.resolve()), stop: parts.stop ?? (() => Promise.resolve()) };
}
