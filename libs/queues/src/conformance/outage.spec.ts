import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { deadlineIn, silentLogger } from '@ownerbot/runtime';
import { controlledPostgres, faultyProxy, leakCheck, startRedis, type FaultyProxy } from '@ownerbot/testing';
import { createQueues, done, QueueUnavailableError, type BackendName, type Producer, type QueueConfig } from '../index';
import { aToolRun, BACKENDS, QUICK, until, Workshop } from './support';

interface Server {
  readonly settings: QueueConfig;
  readonly port: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  remove(): Promise<void>;
}

async function ownServer(backend: BackendName): Promise<Server> {
  if (backend === 'redis') {
    const redis = await startRedis({ appendonly: 'always' });
    return { ...redis, settings: { backend, redisUrl: redis.url } };
  }
  const postgres = await controlledPostgres();
  const settings: QueueConfig = { backend, databaseUrl: postgres.url };
  await createQueues({ settings, log: silentLogger }).migrate();
  return { ...postgres, settings };
}

const through = (proxy: Pick<FaultyProxy, 'through'>, { redisUrl, databaseUrl, ...settings }: QueueConfig): QueueConfig => ({
  ...settings,
  ...(redisUrl === undefined ? {} : { redisUrl: proxy.through(redisUrl) }),
  ...(databaseUrl === undefined ? {} : { databaseUrl: proxy.through(databaseUrl) }),
});

const LIMIT_MS = 700;

describe.each(BACKENDS)('the store of %s away', (backend) => {
  const workshop = new Workshop();
  let server: Server;
  beforeAll(async () => {
    server = await ownServer(backend);
  });
  afterEach(async () => {
    await workshop.close();
    await server.start();
  });
  afterAll(() => server.remove());

  const producing = (settings = server.settings): Producer => workshop.queues(settings).producer({ failFastMs: LIMIT_MS });

  /** What was done for good, not only begun. */
  async function allIsDone(): Promise<void> {
    const queues = workshop.queues(server.settings);
    const left = async (): Promise<unknown> => {
      const [tools] = await queues.inspect(['tools']);
      return [tools?.waiting, tools?.active, tools?.delayed, tools?.failed];
    };
    await until('all to be done', async () => JSON.stringify(await left()) === '[0,0,0,0]').catch(() => undefined);
    expect(await left()).toEqual([0, 0, 0, 0]);
  }

  async function consuming(settings = server.settings): Promise<{ seen: string[]; attempts: Set<number> }> {
    const seen: string[] = [];
    const attempts = new Set<number>();
    await workshop.started(
      workshop.queues(settings).consumer({
        families: ['tools'],
        handlers: {
          'tool.run': async ({ id, attempt }) => {
            attempts.add(attempt);
            seen.push(id);
            return done();
          },
        },
        timing: QUICK,
      }),
    );
    return { seen, attempts };
  }

  /** How long the refusal took. */
  async function refusal(producer: Producer, name: string): Promise<number> {
    const from = performance.now();
    await expect(producer.add(aToolRun(name))).rejects.toThrow(QueueUnavailableError);
    return performance.now() - from;
  }

  const works = (producer: Producer, name: string): Promise<unknown> => until('the producer to recover', () => producer.add(aToolRun(name)).then(() => true));

  test('for five seconds: adds are refused in time and not kept for later, then all goes on by itself', async () => {
    const producer = producing();
    const { seen, attempts } = await consuming();
    await producer.add(aToolRun('before'));
    await until('the first job', () => seen.includes('tool-before'));

    await server.stop();
    const from = performance.now();
    while (performance.now() - from < 5_000) {
      expect(await refusal(producer, 'during')).toBeLessThan(LIMIT_MS + 800);
      await delay(100);
    }
    await server.start();

    await works(producer, 'after');
    await until('the job after', () => seen.includes('tool-after'));
    expect(seen).toEqual(['tool-before', 'tool-after']);
    await allIsDone();
    expect([...attempts]).toEqual([1]);
  });

  test('at the start: producer and consumer come up by themselves when it is there', async () => {
    await server.stop();
    const producer = producing();
    const { seen, attempts } = await consuming();
    expect(await refusal(producer, 'too-early')).toBeLessThan(LIMIT_MS + 800);
    await server.start();
    await works(producer, 'in-time');
    await until('the job', () => seen.includes('tool-in-time'));
    await allIsDone();
    expect(seen).toEqual(['tool-in-time']);
    expect([...attempts]).toEqual([1]);
  });

  test('while a job runs: the job uses up no attempt', async () => {
    const attempts: number[] = [];
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const others: string[] = [];
    await producing().add(aToolRun('running'));
    await workshop.started(
      workshop.queues(server.settings).consumer({
        families: ['tools'],
        handlers: {
          'tool.run': async ({ id, attempt }) => {
            if (id !== 'tool-running') {
              others.push(id);
              return done();
            }
            attempts.push(attempt);
            await finished;
            return done();
          },
        },
        timing: QUICK,
      }),
    );
    await until('the job to begin', () => attempts.length === 1);
    await server.stop();
    finish();
    await delay(300);
    await server.start();
    await works(producing(), 'next');
    await until('the next job', () => others.includes('tool-next'));
    expect(others).toEqual(['tool-next']);
    await allIsDone();
    expect(new Set(attempts)).toEqual(new Set([1]));
  });

  test('a consumer stops within its deadline all the same', async () => {
    const consumer = workshop.queues(server.settings).consumer({ families: ['tools', 'schedule'], handlers: { 'tool.run': async () => done(), 'schedule.tick': async () => done() }, timing: QUICK });
    await consumer.start();
    await server.stop();
    const from = performance.now();
    await consumer.stop(deadlineIn(2_500));
    expect(performance.now() - from).toBeLessThan(3_500);

    const late = workshop.queues(server.settings).consumer({ families: ['tools'], handlers: { 'tool.run': async () => done() }, timing: QUICK });
    await late.start();
    const again = performance.now();
    await late.stop(deadlineIn(2_500));
    expect(performance.now() - again).toBeLessThan(3_500);
  });

  test('behind a network that swallows everything: adds are refused in time, and work again afterwards', async () => {
    const proxy = await faultyProxy(server);
    try {
      const producer = producing(through(proxy, server.settings));
      await producer.add(aToolRun('heard'));
      proxy.blackHole();
      for (let count = 0; count < 3; count += 1) expect(await refusal(producer, `swallowed-${count}`)).toBeLessThan(LIMIT_MS + 800);
      proxy.heal();
      await works(producer, 'heard-again');
    } finally {
      await workshop.close();
      await proxy.close();
    }
  });

  test('behind a connection that died without a word: a new one is made, by producer and consumer', async () => {
    const path = await forgetfulPath(server.port);
    try {
      const settings = through(path, server.settings);
      const producer = producing(settings);
      const { seen } = await consuming(settings);
      await producer.add(aToolRun('first'));
      await until('the first job', () => seen.includes('tool-first'));
      path.forget();
      await works(producer, 'second');
      await until('the second job', () => seen.includes('tool-second'), 30_000);
      await producer.add(aToolRun('third'));
      await until('the third job', () => seen.includes('tool-third'));
    } finally {
      await workshop.close();
      await path.close();
    }
  });
});

interface ForgetfulPath extends Pick<FaultyProxy, 'through'> {
  /** Connections of now are swallowed from now on, as by a firewall that lost its table; new ones work. */
  forget(): void;
  close(): Promise<void>;
}

async function forgetfulPath(port: number): Promise<ForgetfulPath> {
  const pairs = new Set<[Socket, Socket]>();
  const relay = createServer((client) => {
    const pair: [Socket, Socket] = [client, connect({ host: '127.0.0.1', port })];
    pairs.add(pair);
    for (const socket of pair) socket.on('error', () => socket.destroy());
    client.pipe(pair[1]).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const own = (relay.address() as AddressInfo).port;
  return {
    through: (url) => url.replace(`:${port}`, `:${own}`),
    forget() {
      for (const [client, upstream] of pairs) {
        client.unpipe(upstream);
        upstream.unpipe(client);
      }
    },
    async close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise<void>((resolve) => relay.close(() => resolve()));
    },
  };
}

leakCheck();
