import { fixedClock } from './clock';
import { DeadlineError } from './errors';
import { deadlineIn, deadlineSignal, sleep, withinMs } from './timing';

const never = new Promise<never>(() => undefined);
const aborted = (signal: AbortSignal) => (signal.aborted ? Promise.resolve() : new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })));

test('a deadline counts down and fires', async () => {
  const deadline = deadlineIn(30);
  expect(deadline.remainingMs()).toBeGreaterThan(0);
  expect(deadline.remainingMs()).toBeLessThanOrEqual(30);
  await aborted(deadline.signal);
  expect(deadline.remainingMs()).toBeLessThan(2);
});

test('what remains of a deadline can be handed on, fractions and all', () => {
  expect(deadlineSignal(deadlineIn(1_000.5).remainingMs()).aborted).toBe(false);
  expect(() => deadlineSignal(-3)).not.toThrow();
});

test('a deadline fires with its parent, earlier than its own time', () => {
  const parent = new AbortController();
  const signal = deadlineSignal(60_000, parent.signal);
  expect(signal.aborted).toBe(false);
  parent.abort();
  expect(signal.aborted).toBe(true);
});

test('a sleep ends early and without an error when its signal fires', async () => {
  const controller = new AbortController();
  const sleeping = sleep(60_000, controller.signal);
  controller.abort();
  await expect(sleeping).resolves.toBeUndefined();
  await expect(sleep(60_000, AbortSignal.abort())).resolves.toBeUndefined();
});

test('work within its limit gives its result or its own error', async () => {
  await expect(withinMs('work', 1_000, Promise.resolve(7))).resolves.toBe(7);
  await expect(withinMs('work', 1_000, Promise.reject(new RangeError('own')))).rejects.toThrow(new RangeError('own'));
});

test('work past its limit is left behind with a deadline error', async () => {
  await expect(withinMs('a slow read', 5, never)).rejects.toThrow(DeadlineError);
  await expect(withinMs('a slow read', 5, never)).rejects.toThrow('a slow read took longer than 5 ms');
});

test('work that fails after its limit is not an unhandled rejection', async () => {
  const unhandled = jest.fn();
  process.once('unhandledRejection', unhandled);
  const late = sleep(20).then(() => Promise.reject(new Error('late')));
  await expect(withinMs('work', 5, late)).rejects.toThrow(DeadlineError);
  await late.catch(() => undefined);
  await sleep(5);
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test('a limit that was not needed keeps no timer', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
  const before = timers();
  await withinMs('work', 60_000, Promise.resolve());
  expect(timers()).toBe(before);
});

test('a fixed clock stands still until it is moved', () => {
  const clock = fixedClock('2026-03-01T10:00:00Z');
  expect(clock.now()).toEqual(clock.now());
  clock.advance(90_000);
  expect(clock.now().toISOString()).toBe('2026-03-01T10:01:30.000Z');
  clock.set('2026-01-01T00:00:00Z');
  expect(clock.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
});
