import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { deadlineIn, OwnerBotError, silentLogger, type Logger, type Retry } from '@ownerbot/runtime';
import { leakCheck } from '@ownerbot/testing';
import { dead, done, interrupted, later, retry, type ConsumerOptions, type DeadJob, type JobContext, type Outcome, type QueueConfig } from '../index';
import { aToolRun, BACKENDS, emptyStore, QUICK, until, Workshop, type TestStore } from './support';

class Trouble extends OwnerBotError {
  constructor(how: Retry) {
    super('TROUBLE', { message: 'as planned', retry: how });
  }
}

type Run = JobContext<'tool.run'>;

describe.each(BACKENDS)('outcomes on %s', (backend) => {
  const workshop = new Workshop();
  let store: TestStore;
  beforeAll(async () => {
    store = await emptyStore(backend);
  });
  afterEach(() => workshop.close());
  afterAll(() => store.remove());

  /** Runs one job until it is done or dead, by a script of what each run does. */
  async function play(script: ((run: Run) => Promise<Outcome> | Outcome)[], options: Partial<ConsumerOptions<'tools'>> = {}): Promise<{ attempts: number[]; ms: number[]; buried: { job: DeadJob; code: string }[] }> {
    const job = aToolRun(randomUUID());
    const attempts: number[] = [];
    const ms: number[] = [];
    const buried: { job: DeadJob; code: string }[] = [];
    let isOver = false;
    const queues = workshop.queues(store.settings);
    const consumer = await workshop.started(
      queues.consumer({
        families: ['tools'],
        handlers: {
          'tool.run': async (run) => {
            if (run.id !== job.id) return done();
            attempts.push(run.attempt);
            ms.push(performance.now());
            const outcome = await script[attempts.length - 1]?.(run);
            isOver = outcome?.type === 'done';
            return outcome ?? done();
          },
        },
        onDead: (dying, error) => void buried.push({ job: dying, code: error.code }),
        timing: QUICK,
        random: () => 0,
        ...options,
      }),
    );
    await queues.producer().add(job);
    await until('the end of the job', () => isOver || buried.length > 0);
    await consumer.stop(deadlineIn(4_000));
    return { attempts, ms, buried };
  }

  test('done is done', async () => {
    expect((await play([done])).attempts).toEqual([1]);
  });

  test('later uses up no attempt, and comes after its time', async () => {
    const { attempts, ms } = await play([() => later(300, 'not yet'), () => later(1, 'not yet'), () => later(1, 'not yet'), () => later(1, 'not yet'), done]);
    expect(attempts).toEqual([1, 1, 1, 1, 1]);
    expect((ms[1] ?? 0) - (ms[0] ?? 0)).toBeGreaterThan(250);
  });

  test('interrupted uses up no attempt', async () => {
    expect((await play([() => interrupted('no'), () => interrupted('no'), () => interrupted('no'), () => interrupted('no'), done])).attempts).toEqual([1, 1, 1, 1, 1]);
  });

  test('retry uses up attempts, then the job is dead', async () => {
    const failing = (): Outcome => retry(new Trouble('backoff'));
    const { attempts, buried } = await play([failing, failing, failing, failing]);
    expect(attempts).toEqual([1, 2, 3]);
    expect(buried).toMatchObject([{ code: 'TROUBLE', job: { queue: 'tools', kind: 'tool.run', attempts: 3 } }]);
  });

  test('anything that is thrown is tried again, unless it says never', async () => {
    const throwing = (error: Error) => (): never => {
      throw error;
    };
    const { attempts, buried } = await play([throwing(new TypeError('oops')), throwing(new Trouble('backoff')), throwing(new Trouble('never'))]);
    expect(attempts).toEqual([1, 2, 3]);
    expect(buried.map(({ code }) => code)).toEqual(['TROUBLE']);
    expect((await play([throwing(new Trouble('never')), done])).attempts).toEqual([1]);
  });

  test('a wait that the error states is obeyed', async () => {
    const { ms } = await play([() => retry(new Trouble({ afterMs: 400 })), done]);
    expect((ms[1] ?? 0) - (ms[0] ?? 0)).toBeGreaterThan(350);
  });

  test('the wait before the next attempt is jittered up to its ceiling', async () => {
    const { ms } = await play([() => retry(new Trouble('backoff')), done], { random: () => 0.2 }); // of 2 s
    expect((ms[1] ?? 0) - (ms[0] ?? 0)).toBeGreaterThan(350);
    const soon = await play([() => retry(new Trouble('backoff')), done], { random: () => 0 });
    expect(soon.attempts).toEqual([1, 2]);
  });

  test('dead is dead at once, and stays in the failed set with its code', async () => {
    const before = (await workshop.queues(store.settings).inspect(['tools']))[0]?.failed ?? 0;
    const { attempts, buried } = await play([() => dead(new Trouble('backoff'))]);
    expect(attempts).toEqual([1]);
    const [{ job } = { job: undefined }] = buried;
    expect((await workshop.queues(store.settings).inspect(['tools']))[0]?.failed).toBe(before + 1);
    expect(await failedReason(store.settings, job?.id ?? '')).toBe('TROUBLE: as planned');
  });

  test('a run past its limit is aborted and tried again', async () => {
    const hangs = ({ signal }: Run): Promise<Outcome> => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    expect((await play([hangs, done], { runLimitMs: 50 })).attempts).toEqual([1, 2]);
  });

  test('a run that ignores its limit is given up and tried again', async () => {
    expect((await play([() => new Promise<Outcome>(() => undefined), done], { runLimitMs: 50 })).attempts).toEqual([1, 2]);
  });

  test('while the gate is closed nothing is taken, and a job that fails goes back without using up an attempt', async () => {
    let isOpen = true;
    const failsAsStoreGoes = (): never => {
      isOpen = false;
      setTimeout(() => (isOpen = true), 150);
      throw new Error('connection terminated');
    };
    const { attempts, ms } = await play([failsAsStoreGoes, failsAsStoreGoes, failsAsStoreGoes, failsAsStoreGoes, done], { gate: () => isOpen });
    expect(attempts).toEqual([1, 1, 1, 1, 1]);
    expect((ms[4] ?? 0) - (ms[0] ?? 0)).toBeGreaterThan(550);
  });

  test('a payload that was spoiled in the store is dead at once, with the path of the field', async () => {
    const job = aToolRun(randomUUID());
    const queues = workshop.queues(store.settings);
    await queues.producer().add(job);
    await change(store.settings, job.id, ['payload', 'chatId'], 'home');
    const buried: { id: string; message: string; payload: unknown }[] = [];
    const handler = jest.fn(async () => done());
    await workshop.started(
      queues.consumer({ families: ['tools'], handlers: { 'tool.run': handler }, onDead: ({ id, payload }, { message }) => void buried.push({ id, message, payload }), timing: QUICK }),
    );
    await until('the burial', () => buried.length > 0);
    expect(buried).toEqual([{ id: job.id, message: 'payload of tool.run: chatId must be an id of Telegram: digits as text', payload: { ...job.payload, chatId: 'home' } }]);
    expect(handler).not.toHaveBeenCalled();
  });

  test('a job of the next release goes back for a newer process to take, without using up an attempt, and is dead when none has come', async () => {
    const job = aToolRun(randomUUID());
    const queues = workshop.queues(store.settings);
    await queues.producer().add(job);
    await change(store.settings, job.id, ['v'], 2);
    const buried: DeadJob[] = [];
    const handlers = { 'tool.run': async () => done() };
    const begun = performance.now();
    const metBy = new Set<string>();
    const older = (name: string) => {
      const log: Logger = { ...silentLogger, info: (event) => void (event === 'job.interrupted' && metBy.add(name)), child: () => log };
      return workshop.queues(store.settings, log).consumer({ families: ['tools'], handlers, onDead: (dying) => void buried.push(dying), timing: { ...QUICK, newerWaitMs: 1_500 } });
    };
    await Promise.all([workshop.started(older('one')), workshop.started(older('other'))]);
    await until('the burial', () => buried.length > 0);
    expect(performance.now() - begun).toBeGreaterThan(1_500);
    // Whoever has met it lets the others look.
    expect([...metBy].sort()).toEqual(['one', 'other']);
    expect(buried).toMatchObject([{ id: job.id, attempts: 1, history: [{ code: 'PAYLOAD_INVALID', message: 'payload of tool.run: v is version 2, this program reads 1' }] }]);
  });
});

async function failedReason(settings: QueueConfig, id: string): Promise<string | null> {
  return inStore(settings, {
    redis: (redis) => redis.hget(`ob{tools}:tools:${id}`, 'failedReason'),
    postgres: async (client) => (await client.query<{ failed_reason: string }>('select failed_reason from bullmq.job where id = $1', [id])).rows[0]?.failed_reason ?? null,
  });
}

/** Changes a value of a job past everything that checks it. */
async function change(settings: QueueConfig, id: string, [first = '', second]: readonly string[], value: unknown): Promise<void> {
  await inStore(settings, {
    async redis(redis) {
      const data = JSON.parse((await redis.hget(`ob{tools}:tools:${id}`, 'data')) ?? '{}') as Record<string, object>;
      await redis.hset(`ob{tools}:tools:${id}`, 'data', JSON.stringify({ ...data, [first]: second === undefined ? value : { ...data[first], [second]: value } }));
    },
    async postgres(client) {
      await client.query(`update bullmq.job set data = jsonb_set(data, $2, $3::jsonb) where id = $1`, [id, second === undefined ? [first] : [first, second], JSON.stringify(value)]);
    },
  });
}

async function inStore<T>(settings: QueueConfig, by: { redis: (redis: Redis) => Promise<T>; postgres: (client: Client) => Promise<T> }): Promise<T> {
  if (settings.redisUrl !== undefined) {
    const redis = new Redis(settings.redisUrl);
    return by.redis(redis).finally(() => redis.disconnect());
  }
  const client = new Client({ connectionString: settings.databaseUrl });
  await client.connect();
  return by.postgres(client).finally(() => client.end());
}

leakCheck();
