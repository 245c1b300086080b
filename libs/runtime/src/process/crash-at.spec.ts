import { crashOrder } from './crash-at';

function deathsOf(order: string, passed: readonly string[], appEnv = 'test'): number {
  let deaths = 0;
  const at = crashOrder({ APP_ENV: appEnv, CRASH_AT: order }, () => (deaths += 1));
  for (const point of passed) at?.(point);
  return deaths;
}

test('a process dies where it was told to, once', () => {
  expect(deathsOf('turn.decided', ['turn.claimed'])).toBe(0);
  expect(deathsOf('turn.decided', ['turn.claimed', 'turn.decided'])).toBe(1);
  expect(deathsOf('turn.decided@3', ['turn.decided', 'turn.decided', 'C1.leased'])).toBe(0);
  expect(deathsOf('C5.before-send@2', ['C5.before-send', 'C5.before-send', 'C5.before-send'])).toBe(1);
});

test('outside tests nobody can order it', () => {
  expect(deathsOf('turn.decided', ['turn.decided'], 'production')).toBe(0);
  expect(crashOrder({ APP_ENV: 'production', CRASH_AT: 'turn.decided' })).toBeUndefined();
  expect(crashOrder({ APP_ENV: 'test' })).toBeUndefined();
});

test.each(['turn.decided@0', 'turn decided', '@1', 'a@b'])('an order that cannot be meant is refused: %s', (order) => {
  expect(() => crashOrder({ APP_ENV: 'test', CRASH_AT: order })).toThrow(/CRASH_AT: found/);
});
