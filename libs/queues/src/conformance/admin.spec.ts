import { createMetrics, silentLogger } from '@ownerbot/runtime';
import { leakCheck } from '@ownerbot/testing';
import { createQueues, done, LanesChangedError } from '../index';
import { inboxOf } from './handlers';
import { aChat, anUpdate, aToolRun, BACKENDS, emptyStore, QUICK, until, Workshop, type TestStore } from './support';

describe.each(BACKENDS)('running the queues on %s', (backend) => {
  const workshop = new Workshop();
  let store: TestStore;
  beforeAll(async () => {
    store = await emptyStore(backend);
  });
  afterEach(() => workshop.close());
  afterAll(() => store.remove());

  test('another number of lanes is refused while they hold jobs, and taken when they are empty', async () => {
    const [chat, queues] = [aChat(), workshop.queues(store.settings)];
    const more = workshop.queues({ ...store.settings, inboxLanes: 3 });
    await queues.checkLanes();
    await queues.checkLanes();
    await queues.producer().add(anUpdate(chat, 1));
    await expect(more.checkLanes()).rejects.toThrow(LanesChangedError);
    await expect(more.checkLanes()).rejects.toThrow(/INBOX_LANES=3.*filled with 2 lanes.*inbox-\d.*Set INBOX_LANES=2 again; or stop ingest/s);
    await workshop.started(queues.consumer({ families: ['inbox'], handlers: inboxOf(async () => done()), timing: QUICK }));
    await until('the lanes to be empty', async () => (await queues.backlog('inbox')) === 0 && (await queues.inspect(['inbox'])).every(({ active }) => active === 0));
    await more.checkLanes();
    await expect(queues.checkLanes()).resolves.toBeUndefined();
  });

  test('a paused queue gives out no jobs until it is resumed', async () => {
    const queues = workshop.queues(store.settings);
    const handler = jest.fn(async () => done());
    await queues.pause('tools');
    await workshop.started(queues.consumer({ families: ['tools'], handlers: { 'tool.run': handler }, timing: QUICK }));
    await queues.producer().add(aToolRun());
    await until('the pause to show', async () => (await queues.inspect(['tools']))[0]?.paused === true);
    expect((await queues.inspect(['tools']))[0]).toMatchObject({ waiting: 1, active: 0 });
    expect(handler).not.toHaveBeenCalled();
    await queues.resume('tools');
    await until('the job', () => handler.mock.calls.length === 1);
  });

  test('a schedule ticks once for all processes, with the moment that was due', async () => {
    const ticks: string[] = [];
    const ids = new Set<string>();
    for (let count = 0; count < 2; count += 1) {
      const queues = workshop.queues(store.settings);
      await queues.schedule('sweep', 200);
      await workshop.started(
        queues.consumer({
          families: ['schedule'],
          handlers: {
            'schedule.tick': async ({ payload, correlationId }) => {
              ticks.push(`${payload.name} ${payload.slot}`);
              ids.add(correlationId);
              return done();
            },
          },
          timing: QUICK,
        }),
      );
    }
    await until('four ticks', () => ticks.length >= 4);
    await workshop.queues(store.settings).unschedule('sweep');
    expect(new Set(ticks).size).toBe(ticks.length);
    for (const tick of ticks) expect(tick).toMatch(/^sweep 20\d\d-\d\d-\d\dT.*\.[02468]00Z$/);
    expect([...ids][0]).toMatch(/^sch-sweep-\d+$/);
  });

  test('a lease has one owner at a time, and is free when it is given back or over', async () => {
    const [a, b] = [workshop.queues(store.settings).lease('polling'), workshop.queues(store.settings).lease('polling')];
    const taken = await Promise.all([a.acquire('a', 5_000), b.acquire('b', 5_000)]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    const [winner, loser] = taken[0] === true ? (['a', 'b'] as const) : (['b', 'a'] as const);
    expect(await a.acquire(winner, 5_000)).toBe(true);
    expect(await a.renew(winner, 5_000)).toBe(true);
    expect(await b.renew(loser, 5_000)).toBe(false);
    await b.release(loser);
    expect(await b.acquire(loser, 5_000)).toBe(false);
    await a.release(winner);
    expect(await b.acquire(loser, 30)).toBe(true);
    await until('the lease to run out', () => a.acquire(winner, 5_000));
    expect(await b.renew(loser, 5_000)).toBe(false);
    await a.release(winner);
  });

  test('inspect tells what waits, for how long, and who works', async () => {
    const queues = workshop.queues(store.settings);
    await queues.pause('outbox-0');
    await queues.producer().addAll([{ ...aToolRun('delayed'), delayMs: 60_000 }, aToolRun('waiting')]);
    const [tools] = await queues.inspect(['tools']);
    expect(tools).toMatchObject({ queue: 'tools', waiting: 1, delayed: 1, active: 0, workers: 0 });
    expect(tools?.oldestWaitingAgeMs).toBeGreaterThanOrEqual(0);
    expect(tools?.oldestWaitingAgeMs).toBeLessThan(60_000);
    expect(await queues.backlog('tools')).toBe(2);
    expect((await queues.inspect()).map(({ queue }) => queue)).toEqual(expect.arrayContaining(['inbox-0', 'inbox-1', 'tools', 'outbox-0', 'outbox-1', 'schedule']));
    await workshop.started(queues.consumer({ families: ['tools'], handlers: { 'tool.run': async () => done() }, timing: QUICK }));
    await until('the worker to show', async () => (await queues.inspect(['tools']))[0]?.workers === 1);
    await queues.resume('outbox-0');
  });

  test('facts tell whether the store can be trusted', async () => {
    const facts = await workshop.queues(store.settings).facts();
    if (facts.backend === 'postgres') expect(facts).toEqual({ backend: 'postgres', hasTables: true });
    else expect(facts).toEqual({ backend: 'redis', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string, evictionPolicy: 'noeviction', appendOnly: true, appendFsync: 'everysec' });
  });

  test('runs, adds and depths are counted', async () => {
    const metrics = createMetrics();
    const queues = createQueues({ settings: store.settings, log: silentLogger, metrics });
    try {
      await queues.producer().add(aToolRun('counted'));
      const consumer = await workshop.started(queues.consumer({ families: ['tools'], handlers: { 'tool.run': async () => done() }, timing: QUICK }));
      await until('the job to be done', () => consumer.progress().finished > 0);
      const text = await metrics.render();
      expect(text).toMatch(/ownerbot_jobs_total\{kind="tool.run",outcome="done"\} [1-9]/);
      expect(text).toMatch(/ownerbot_jobs_added_total\{kind="tool.run",result="added"\} 1/);
      expect(text).toMatch(/ownerbot_queue_waiting\{queue="inbox-0"\} 0/);
      expect(text).toMatch(/ownerbot_job_run_seconds_count\{kind="tool.run"\} [1-9]/);
    } finally {
      await workshop.close();
      await queues.close();
    }
  });
});

leakCheck();
