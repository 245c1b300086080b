import type { Environment } from '../settings/load-settings';

/** What a process calls at the lines between which it can die with different things already written. */
export type AtAnyPoint = (point: string) => void;

const ORDER = /^([\w.-]+)(?:@([1-9]\d{0,5}))?$/;

/**
 * For the fault suite: `CRASH_AT=turn.committed@3` kills this process, by a signal that it cannot catch, when it passes that
 * point for the third time. Read with `APP_ENV=test` alone; everywhere else the answer is undefined and nothing is asked at run time.
 * @throws RangeError for an order that cannot be meant
 */
export function crashOrder(env: Environment, die: () => void = killed): AtAnyPoint | undefined {
  const order = env['APP_ENV'] === 'test' ? (env['CRASH_AT'] ?? '') : '';
  if (order === '') return undefined;
  const [, point, count = '1'] = ORDER.exec(order) ?? [];
  if (point === undefined) throw new RangeError(`CRASH_AT: found ${order}; allowed: <point> or <point>@<number>`);
  let left = Number(count);
  return (passed) => {
    if (passed !== point) return;
    left -= 1;
    if (left === 0) die();
  };
}

/** The signal comes at once: nothing after it runs. */
function killed(): void {
  process.kill(process.pid, 'SIGKILL');
}
