import { createHealth, deadlineIn, fixedClock, silentLogger } from '@ownerbot/runtime';
import { waitFor } from '@ownerbot/testing';
import { heartbeat } from './heartbeat';
import type { ProcessBeat } from './process-beat';

function beating(queues: Partial<{ beat(beat: ProcessBeat): Promise<void> }> = {}) {
  const beats: ProcessBeat[] = [];
  const left: string[] = [];
  const health = createHealth();
  const service = heartbeat({
    name: 'worker',
    roles: ['inbox'],
    health,
    queues: { beat: async (beat) => void beats.push(beat), leave: async (id) => void left.push(id), ...queues },
    clock: fixedClock('2026-01-02T00:00:00Z'),
    log: silentLogger,
    everyMs: 5,
  });
  return { service, health, beats, left };
}

test('it tells who the process is and which checks do not hold, again and again', async () => {
  const { service, health, beats } = beating();
  let isOk = true;
  health.register('inbox moves', 'ready', () => (isOk ? { ok: true } : { ok: false, detail: 'does not move' }));
  await service.start();
  await waitFor(() => beats.length > 0, { what: 'a beat' });
  isOk = false;
  await waitFor(() => beats.at(-1)?.ready === false, { what: 'the news' });
  await service.stop(deadlineIn(1_000));
  expect(beats[0]).toMatchObject({ name: 'worker', roles: ['inbox'], pid: process.pid, startedAt: '2026-01-02T00:00:00.000Z', live: true, ready: true, problems: [] });
  expect(beats.at(-1)).toMatchObject({ live: true, ready: false, problems: [{ check: 'inbox moves', detail: 'does not move' }] });
});

test('a process that ends in good order says goodbye, under the id of its beats', async () => {
  const { service, beats, left } = beating();
  await service.start();
  await waitFor(() => beats.length > 1, { what: 'two beats' });
  await service.stop(deadlineIn(1_000));
  expect(left).toEqual([beats[0]?.id]);
  expect(new Set(beats.map(({ id }) => id)).size).toBe(1);
});

test('a store that is away stops neither the beats nor the process', async () => {
  let tries = 0;
  const { service } = beating({ beat: () => Promise.reject(new Error(`away ${(tries += 1)}`)) });
  await service.start();
  await waitFor(() => tries > 2, { what: 'more tries' });
  await service.stop(deadlineIn(1_000));
});
