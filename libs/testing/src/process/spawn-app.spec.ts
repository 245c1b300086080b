import { leakCheck } from '../leak-check';
import { spawnApp } from './spawn-app';

const program = 'libs/testing/src/fixtures/polite-process';

test('a program runs with what it is given and nothing else, and stops when asked', async () => {
  const app = await spawnApp({ program, args: ['--one'], env: { COLOUR: 'blue' }, ready: /^ready$/ });
  expect(await app.waitForLine(/^given/)).toBe('given --one COLOUR,HOME,PATH');
  expect(await app.stop()).toBe(0);
  expect(app.lines()).toContain('goodbye');
});

test('a killed program tells the signal', async () => {
  const app = await spawnApp({ program, ready: /^ready$/ });
  await app.kill();
  expect(await app.ended).toBe('SIGKILL');
});

test('a program that ends before it is ready is told with its last words', async () => {
  await expect(spawnApp({ program: 'libs/testing/src/no-such-program', ready: /^ready$/ })).rejects.toThrow(/ended with 1 before .*Cannot find module/s);
});

leakCheck();
