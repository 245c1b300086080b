import { deadlineIn } from '@ownerbot/runtime';
import { leakCheck } from '@ownerbot/testing';
import { done, interrupted, later, type Outcome } from '../index';
import { inboxOf } from './handlers';
import { killedAtFirstJob } from './killed-worker';
import { aChat, anUpdate, BACKENDS, emptyStore, QUICK, until, Workshop, type TestStore } from './support';

describe.each(BACKENDS)('the place of a job in its lane on %s', (backend) => {
  const workshop = new Workshop();
  let store: TestStore;
  beforeAll(async () => {
    store = await emptyStore(backend, { inbox: 1 });
  });
  afterEach(() => workshop.close());
  afterAll(() => store.remove());

  async function addFive(): Promise<void> {
    const chat = aChat();
    await workshop.queues(store.settings).producer().addAll([1, 2, 3, 4, 5].map((number) => anUpdate(chat, number)));
  }

  /** Takes until five jobs are done; `first` says what becomes of the first run. Returns the runs in their order. */
  async function takeFive(first?: () => Outcome): Promise<string[]> {
    const runs: string[] = [];
    let finished = 0;
    let isFirst = true;
    const handlers = inboxOf(async ({ payload: { updateId }, attempt }) => {
      runs.push(attempt === 1 ? updateId : `${updateId} again`);
      if (isFirst && first !== undefined) {
        isFirst = false;
        return first();
      }
      await new Promise((resolve) => setTimeout(resolve, 60));
      finished += 1;
      return done();
    });
    await workshop.started(workshop.queues(store.settings).consumer({ families: ['inbox'], handlers, timing: QUICK }));
    await until('five jobs', () => finished === 5);
    return runs;
  }

  test('a job that is handed back is the next one', async () => {
    await addFive();
    expect(await takeFive(() => interrupted('no'))).toEqual(['1', '1', '2', '3', '4', '5']);
  });

  test('a job that comes back from a delay is behind those that wait on Redis, before them on Postgres', async () => {
    await addFive();
    const runs = await takeFive(() => later(90, 'waits for its turn'));
    expect(runs.filter((one) => one !== '1')).toEqual(['2', '3', '4', '5']);
    expect(runs.lastIndexOf('1') === 5).toBe(backend === 'redis');
  });

  test('a job that a stopping worker gives back is the next one, with no attempt used', async () => {
    await addFive();
    const begun = jest.fn();
    const stuck = await workshop.started(
      workshop.queues(store.settings).consumer({
        families: ['inbox'],
        handlers: inboxOf(({ payload }) => {
          begun(payload.updateId);
          return new Promise(() => undefined);
        }),
        timing: QUICK,
      }),
    );
    await until('the first job to begin', () => begun.mock.calls.length === 1);
    await stuck.stop(deadlineIn(2_500));
    expect(await takeFive()).toEqual(['1', '2', '3', '4', '5']);
    expect(begun.mock.calls).toEqual([['1']]);
  });

  test('a job whose worker was killed runs again, before those behind it', async () => {
    await addFive();
    await killedAtFirstJob(store.settings);
    const runs: string[] = [];
    const handlers = inboxOf(async ({ payload, attempt }) => {
      runs.push(`${payload.updateId} attempt ${attempt}`);
      return done();
    });
    for (let count = 0; count < 2; count += 1) await workshop.started(workshop.queues(store.settings).consumer({ families: ['inbox'], handlers, timing: QUICK }));
    await until('five jobs', () => runs.length === 5);
    expect(runs).toEqual([1, 2, 3, 4, 5].map((number) => `${number} attempt 1`));
  });

  test('a job outlives many killed workers', async () => {
    await addFive();
    for (let kills = 0; kills < 2; kills += 1) await killedAtFirstJob(store.settings);
    const runs: string[] = [];
    const handlers = inboxOf(async ({ payload }) => {
      runs.push(payload.updateId);
      return done();
    });
    await workshop.started(workshop.queues(store.settings).consumer({ families: ['inbox'], handlers, timing: QUICK }));
    await until('five jobs', () => runs.length === 5);
    expect(runs).toEqual(['1', '2', '3', '4', '5']);
  });
});

leakCheck();
