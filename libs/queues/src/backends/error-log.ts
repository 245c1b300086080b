import { codeOf, messageOf, type Logger } from '@ownerbot/runtime';

const EVERY_MS = 10_000;

/** Logs the first error of a connection at once, then one line in ten seconds for each code with how many there were: a store that is away causes thousands. */
export function throttledErrorLog(log: Logger, event: string): (error: unknown) => void {
  const seen = new Map<string, { at: number; silenced: number }>();
  return (error) => {
    const code = codeOf(error);
    const now = performance.now();
    const last = seen.get(code);
    if (last !== undefined && now - last.at < EVERY_MS) {
      last.silenced += 1;
      return;
    }
    log.warn(event, { code, message: messageOf(error), alike: last?.silenced ?? 0 });
    seen.set(code, { at: now, silenced: 0 });
  };
}
