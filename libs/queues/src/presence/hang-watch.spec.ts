import { fixedClock } from '@ownerbot/runtime';
import type { QueueState } from '../inspect';
import { createHangWatch } from './hang-watch';

const lane = (more: Partial<QueueState> = {}): QueueState => ({
  queue: 'inbox-0', waiting: 3, active: 0, delayed: 0, failed: 0, paused: false, oldestWaitingAt: 1, oldestWaitingAgeMs: 0, workers: 1, ...more,
});
const tools = (more: Partial<QueueState> = {}) => lane({ queue: 'tools', ...more });

function watched(family: 'inbox' | 'tools', first: QueueState) {
  const clock = fixedClock('2026-01-02T00:00:00Z');
  const world: { state: QueueState | Error; taking: boolean } = { state: first, taking: true };
  const watch = createHangWatch({
    family,
    look: () => (world.state instanceof Error ? Promise.reject(world.state) : Promise.resolve([world.state])),
    progress: () => world,
    clock,
  });
  return {
    world,
    async after(sec: number) {
      clock.advance(sec * 1_000);
      return watch();
    },
  };
}

test('a lane that nobody takes from while its place is free is seen within half a minute', async () => {
  const { after } = watched('inbox', lane());
  expect([await after(0), await after(15), await after(5)]).toEqual([
    { ok: true },
    { ok: true },
    { ok: false, detail: 'does not move: inbox-0 (3 waiting, none taken for 20 s)' },
  ]);
});

test('a lane whose turn goes on for longer than a turn may take is seen too', async () => {
  const { after } = watched('inbox', lane({ active: 1 }));
  await after(0);
  expect(await after(25)).toMatchObject({ ok: false });
});

test('tools that are all busy are no hang before the limit of a run has passed', async () => {
  const { after } = watched('tools', tools({ active: 8 }));
  await after(0);
  expect([(await after(100)).ok, (await after(11)).ok]).toEqual([true, false]);
});

test('tools with a free place take what waits at once, or hang', async () => {
  const { after } = watched('tools', tools({ active: 8, workers: 2 }));
  await after(0);
  expect(await after(21)).toMatchObject({ ok: false });
});

test.each<[string, Partial<QueueState>]>([
  ['another job is next in line', { oldestWaitingAt: 2 }],
  ['fewer wait than before, though added in the same millisecond', { waiting: 2 }],
  ['the queue is paused', { paused: true }],
  ['nothing waits', { waiting: 0, oldestWaitingAt: null }],
])('it moves when %s', async (_what, later) => {
  const { after, world } = watched('inbox', lane());
  await after(0);
  world.state = lane(later);
  expect(await after(21)).toEqual({ ok: true });
});

test.each(['the store is away', 'the process waits for Postgres'])('the time in which %s does not count', async (what) => {
  const { after, world } = watched('inbox', lane());
  await after(0);
  if (what === 'the store is away') world.state = new Error('away');
  else world.taking = false;
  await after(60);
  Object.assign(world, { state: lane(), taking: true });
  expect([(await after(1)).ok, (await after(21)).ok]).toEqual([true, false]);
});
