import { ToolError } from '../errors';

/**
 * Runs one attempt under a time limit: at its end the signal fires and the attempt is over, whether the work listens or not.
 * Throws `TOOL_TIMEOUT` then; the reason of `outer` when that fires first.
 */
export async function withinAttempt<T>(limitMs: number, outer: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  outer?.throwIfAborted();
  const attempt = new AbortController();
  const timeout = new ToolError('TOOL_TIMEOUT', `no answer within ${Math.max(0, Math.round(limitMs))} ms`, { limit_ms: Math.max(0, Math.round(limitMs)) });
  let onOver: ((reason: unknown) => void) | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    onOver = (reason) => {
      reject(reason);
      attempt.abort(reason);
    };
  });
  const timer = setTimeout(() => onOver?.(timeout), Math.max(0, limitMs));
  const onOuter = (): void => onOver?.(outer?.reason);
  outer?.addEventListener('abort', onOuter, { once: true });
  try {
    const running = work(attempt.signal);
    // Work that outlives its attempt fails later and unheard; it must not end the process.
    running.catch(() => undefined);
    return await Promise.race([running, over]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', onOuter);
  }
}
