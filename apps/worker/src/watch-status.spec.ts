import { deadlineIn, silentLogger } from '@ownerbot/runtime';
import { waitFor } from '@ownerbot/testing';
import { watchStatus } from './watch-status';

test('what is told of the stores is what was last seen, and an absence is told as one', async () => {
  let backlog: () => Promise<number> = () => Promise.resolve(7);
  let isAvailable = true;
  const watch = watchStatus({
    queues: { backend: 'redis', backlog: () => backlog() },
    store: { isAvailable: () => isAvailable },
    fixed: { mode: 'DEMO', version: '1.2.3', providers: {} },
    log: silentLogger,
    everyMs: 1,
  });
  await watch.start();
  await waitFor(() => watch.current().inboxWaiting === 7, { what: 'the first look' });
  expect(watch.current()).toEqual({ mode: 'DEMO', version: '1.2.3', providers: {}, queue: 'ok', inboxWaiting: 7, database: 'ok', queueBackend: 'redis' });
  backlog = () => Promise.reject(new Error('away'));
  isAvailable = false;
  await waitFor(() => watch.current().queue === 'away', { what: 'the absence' });
  expect(watch.current()).toMatchObject({ inboxWaiting: 7, database: 'away' });
  await watch.stop(deadlineIn(1_000));
});
