import { randomUUID } from 'node:crypto';
import { OwnerBotError, type Retry } from '@ownerbot/runtime';
import { leakCheck } from '@ownerbot/testing';
import { dead, deathOf, done, retry, type ConsumerOptions, type DeadJob, type JobContext, type Outcome } from '../index';
import { inboxOf } from './handlers';
import { killedAtFirstJob } from './killed-worker';
import { aChat, anUpdate, aToolRun, BACKENDS, emptyStore, QUICK, until, Workshop, type TestStore } from './support';

class Trouble extends OwnerBotError {
  constructor(how: Retry, text = 'as planned') {
    super('TROUBLE', { message: text, retry: how });
  }
}

type Run = JobContext<'tool.run'>;

describe.each(BACKENDS)('dead jobs on %s', (backend) => {
  const workshop = new Workshop();
  let store: TestStore;
  beforeAll(async () => {
    store = await emptyStore(backend);
  });
  afterEach(() => workshop.close());
  afterAll(() => store.remove());

  const soon = () => new Date(Date.now() + 60_000);

  /** One job that dies as the handler says. Returns what the consumer told of its death. */
  async function dies(handler: (run: Run) => Promise<Outcome> | Outcome, options: Partial<ConsumerOptions<'tools'>> = {}): Promise<{ job: DeadJob; code: string }> {
    const request = aToolRun(randomUUID());
    const told: { job: DeadJob; code: string }[] = [];
    const queues = workshop.queues(store.settings);
    await queues.producer().add(request);
    await workshop.started(
      queues.consumer({
        families: ['tools'],
        handlers: { 'tool.run': async (run) => (run.id === request.id ? handler(run) : done()) },
        onDead: (job, error) => void told.push({ job, code: error.code }),
        timing: QUICK,
        random: () => 0,
        ...options,
      }),
    );
    await until('the death', () => told.length > 0);
    const [only] = told;
    if (only === undefined) throw new Error('it has just been there');
    return only;
  }

  test('of spent attempts tell each of them, with time, code and place', async () => {
    const { job } = await dies(({ attempt }) => retry(new Trouble('backoff', `attempt ${attempt} failed`)));
    expect(job).toMatchObject({ queue: 'tools', kind: 'tool.run', attempts: 3, payload: { tool: 'kpi_snapshot' } });
    expect(job.history.map(({ code, message }) => `${code}: ${message}`)).toEqual(['TROUBLE: attempt 1 failed', 'TROUBLE: attempt 2 failed', 'TROUBLE: attempt 3 failed']);
    const times = job.history.map(({ at }) => Date.parse(at ?? ''));
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(Math.abs(job.diedAt.getTime() - (times[2] ?? 0))).toBeLessThan(5_000);
    expect(job.history[0]?.stack[0]).toMatch(/^at .*dead-jobs\.spec/);
  });

  test.each([
    ['an error that says never', () => dead(new Trouble('never')), {}, 'TROUBLE'],
    ['a throw of something else', () => Promise.reject(new TypeError('secret text')), {}, 'HANDLER_FAILED'],
    ['a run past its limit', ({ signal }: Run) => new Promise<Outcome>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))), { runLimitMs: 30 }, 'RUN_TIMEOUT'],
  ] as const)('of %s are the same at their death and when they are looked at later', async (_name, handler, options, code) => {
    const { job, code: told } = await dies(handler, options);
    expect(told).toBe(code);
    expect(job.history.at(-1)).toMatchObject({ code });
    expect(JSON.stringify(job.history)).not.toContain('secret text');
    const found = (await workshop.queues(store.settings).deadJobs({ diedBefore: soon(), limit: 100 })).find(({ id }) => id === job.id);
    expect(found).toEqual(job);
    expect(found === undefined ? null : deathOf(found).code).toBe(code);
  });

  test('that are buried leave their queue, and their ids are free', async () => {
    const request = aToolRun(randomUUID());
    const queues = workshop.queues(store.settings);
    const runs: string[] = [];
    await queues.producer().add(request);
    await workshop.started(
      queues.consumer({
        families: ['tools'],
        handlers: { 'tool.run': async ({ id }) => (runs.push(id), runs.length === 1 ? dead(new Trouble('never')) : done()) },
        onDead: () => 'buried',
        timing: QUICK,
      }),
    );
    await until('the job to leave', async () => (await queues.whereabouts([{ queue: 'tools', id: request.id }]))[0] === 'gone' && runs.length === 1);
    expect((await queues.deadJobs({ diedBefore: soon(), limit: 100 })).map(({ id }) => id)).not.toContain(request.id);
    await queues.producer().add(request);
    await until('the second run', async () => (await queues.whereabouts([{ queue: 'tools', id: request.id }]))[0] === 'done');
    expect(runs).toHaveLength(2);
  });

  test('stay until somebody has buried them, and are handed out by age', async () => {
    const request = aToolRun(randomUUID());
    const queues = workshop.queues(store.settings);
    let attempts = 0;
    await queues.producer().add(request);
    await workshop.started(
      queues.consumer({
        families: ['tools'],
        handlers: { 'tool.run': async () => dead(new Trouble('never')) },
        onDead: () => {
          attempts += 1;
          throw new Error('Postgres is away');
        },
        timing: QUICK,
      }),
    );
    await until('the burial to fail', () => attempts > 0);
    const mine = async (diedBefore: Date) => (await queues.deadJobs({ diedBefore, limit: 100 })).filter(({ id }) => id === request.id);
    expect(await mine(new Date(Date.now() - 60_000))).toEqual([]);
    const [job] = await mine(soon());
    expect(job).toMatchObject({ id: request.id, queue: 'tools', history: [{ code: 'TROUBLE' }] });
    if (job !== undefined) await queues.removeDead(job);
    expect(await mine(soon())).toEqual([]);
  });

  test('of one that lost its worker too often say so, with a time', async () => {
    const queues = workshop.queues(store.settings);
    const request = anUpdate(aChat(), 1);
    const told: DeadJob[] = [];
    await queues.producer().add(request);
    await killedAtFirstJob(store.settings);
    await workshop.started(
      queues.consumer({ families: ['inbox'], handlers: inboxOf(async () => done()), onDead: (job) => void told.push(job), timing: { ...QUICK, maxStalls: 0 } }),
    );
    await until('the death', () => told.length > 0);
    expect(told.map(({ id, history }) => [id, history.at(-1)?.code])).toEqual([[request.id, 'JOB_STALLED']]);
    expect(told[0]?.history.at(-1)?.at).toMatch(/^20/);
  });
});

leakCheck();
