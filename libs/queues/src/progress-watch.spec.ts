import { fixedClock } from '@ownerbot/runtime';
import type { QueueState } from './inspect';
import { createProgressWatch } from './progress-watch';

const waiting = (at: number | null, paused = false): QueueState[] => [
  { queue: 'inbox-0', waiting: at === null ? 0 : 1, active: 0, delayed: 0, failed: 0, paused, oldestWaitingAt: at, oldestWaitingAgeMs: 0, workers: 1 },
];

function watched(): { look: { states: QueueState[] | Error }; progress: { finished: number; taking: boolean }; after: (ms: number) => Promise<boolean> } {
  const clock = fixedClock('2026-01-02T00:00:00Z');
  const look: { states: QueueState[] | Error } = { states: waiting(1) };
  const progress = { finished: 0, taking: true };
  const watch = createProgressWatch({
    look: () => (look.states instanceof Error ? Promise.reject(look.states) : Promise.resolve(look.states)),
    progress: () => progress,
    clock,
    stuckAfterMs: 60_000,
  });
  return {
    look,
    progress,
    async after(ms) {
      clock.advance(ms);
      return (await watch()).ok;
    },
  };
}

test('stuck when the same job stays next in line and nothing is finished', async () => {
  const { after } = watched();
  expect([await after(0), await after(59_000), await after(2_000)]).toEqual([true, true, false]);
});

test('alive when something was finished since the last look', async () => {
  const { after, progress } = watched();
  await after(0);
  progress.finished = 1;
  expect([await after(61_000), await after(61_000)]).toEqual([true, false]);
});

test('alive when the oldest waiting job gets younger', async () => {
  const { after, look } = watched();
  await after(0);
  look.states = waiting(2);
  expect(await after(61_000)).toBe(true);
});

test.each([
  ['nothing waits', waiting(null)],
  ['the queue is paused', waiting(1, true)],
  ['the store is away', new Error('away')],
])('alive when %s', async (_, states) => {
  const { after, look } = watched();
  look.states = states;
  expect([await after(0), await after(61_000), await after(61_000)]).toEqual([true, true, true]);
});

test('alive while it takes nothing on purpose', async () => {
  const { after, progress } = watched();
  progress.taking = false;
  expect([await after(0), await after(120_000)]).toEqual([true, true]);
});
