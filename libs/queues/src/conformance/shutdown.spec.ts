import { deadlineIn } from '@ownerbot/runtime';
import { leakCheck } from '@ownerbot/testing';
import { done, type Outcome } from '../index';
import { aToolRun, BACKENDS, emptyStore, QUICK, until, Workshop, type TestStore } from './support';

/** A stop that waited for this deadline would outlast its test. */
const BEYOND_THE_TEST_MS = 600_000;
/** What a stop needs to hand back and to close, and a little for the job in work. */
const SHORT_MS = 3_000;

describe.each(BACKENDS)('stopping on %s', (backend) => {
  const workshop = new Workshop();
  let store: TestStore;
  beforeAll(async () => {
    store = await emptyStore(backend);
  });
  afterEach(() => workshop.close());
  afterAll(() => store.remove());

  async function consuming(handle: (signal: AbortSignal) => Promise<Outcome>): Promise<{ stop: (withinMs: number) => Promise<void>; begun: () => number }> {
    let begun = 0;
    const consumer = await workshop.started(
      workshop.queues(store.settings).consumer({
        families: ['tools'],
        handlers: {
          'tool.run': ({ signal }) => {
            begun += 1;
            return handle(signal);
          },
        },
        concurrency: { tools: 1 },
        timing: QUICK,
      }),
    );
    return {
      begun: () => begun,
      stop: (withinMs) => consumer.stop(deadlineIn(withinMs)),
    };
  }

  /** Who comes after: which attempt it is given. */
  async function attemptOfSuccessor(): Promise<number> {
    let attempt = 0;
    const consumer = await workshop.started(
      workshop.queues(store.settings).consumer({
        families: ['tools'],
        handlers: {
          'tool.run': async (job) => {
            attempt = job.attempt;
            return done();
          },
        },
        timing: QUICK,
      }),
    );
    await until('the successor to take the job', () => attempt > 0);
    await consumer.stop(deadlineIn(3_000));
    return attempt;
  }

  test('an idle consumer stops at once', async () => {
    const { stop } = await consuming(async () => done());
    await stop(BEYOND_THE_TEST_MS);
  });

  test('what has begun is finished, and nothing new is begun', async () => {
    let isFinished = false;
    const { stop, begun } = await consuming(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      isFinished = true;
      return done();
    });
    await workshop.queues(store.settings).producer().addAll([aToolRun(), aToolRun()]);
    await until('a job to begin', () => begun() === 1);
    await stop(BEYOND_THE_TEST_MS);
    expect([isFinished, begun()]).toEqual([true, 1]);
    expect(await attemptOfSuccessor()).toBe(1);
  });

  test('a handler that stops when its signal fires goes back without an attempt used', async () => {
    const { stop, begun } = await consuming((signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cut')))));
    await workshop.queues(store.settings).producer().add(aToolRun());
    await until('a job to begin', () => begun() === 1);
    await stop(SHORT_MS);
    expect(await attemptOfSuccessor()).toBe(1);
  });

  test('a handler that never ends does not hold the process past the deadline, and its job goes back without an attempt used', async () => {
    const { stop, begun } = await consuming(() => new Promise(() => undefined));
    await workshop.queues(store.settings).producer().add(aToolRun());
    await until('a job to begin', () => begun() === 1);
    await stop(SHORT_MS);
    expect(await attemptOfSuccessor()).toBe(1);
  });
});

leakCheck();
