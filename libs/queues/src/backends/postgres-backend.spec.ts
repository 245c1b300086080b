import { Client } from 'pg';
import { leakCheck } from '@ownerbot/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { createQueues, done } from '../index';
import { silentLogger } from '@ownerbot/runtime';
import { inboxOf } from '../conformance/handlers';
import { aChat, anUpdate, emptyStore, QUICK, until, Workshop, type TestStore } from '../conformance/support';

const workshop = new Workshop();
let store: TestStore;
beforeAll(async () => {
  store = await emptyStore('postgres', { inbox: 1 });
});
afterEach(() => workshop.close());
afterAll(() => store.remove());

async function statement<Row extends object>(text: string): Promise<Row[]> {
  const client = new Client({ connectionString: store.settings.databaseUrl });
  await client.connect();
  return client
    .query<Row>(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

test('while a lane is busy elsewhere, the others ask for its jobs now and then, not without a pause', async () => {
  const transactions = async (): Promise<number> => Number((await statement<{ n: string }>(`select xact_commit as n from pg_stat_database where datname = current_database()`))[0]?.n);
  let isHeld = false;
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const chat = aChat();
  const queues = workshop.queues(store.settings);
  await queues.producer().addAll(Array.from({ length: 6 }, (_, number) => anUpdate(chat, number)));
  const handlers = inboxOf(async () => {
    isHeld = true;
    await released;
    return done();
  });
  for (let count = 0; count < 4; count += 1) await workshop.started(workshop.queues(store.settings).consumer({ families: ['inbox'], handlers, timing: QUICK }));
  await until('a job to hold the lane', () => isHeld);
  await delay(1_200); // Postgres publishes its counts about once a second
  const before = await transactions();
  await delay(2_000);
  const asked = (await transactions()) - before;
  release();
  await until('the lane to be empty', async () => (await queues.backlog('inbox')) === 0);
  expect(asked).toBeLessThan(600);
});

test('the migration can be repeated, and no events pile up', async () => {
  const again = createQueues({ settings: store.settings, log: silentLogger });
  await Promise.all([again.migrate(), again.migrate()]);
  const chat = aChat();
  const queues = workshop.queues(store.settings);
  await queues.producer().addAll(Array.from({ length: 12 }, (_, number) => anUpdate(chat, number)));
  await queues.producer().add(anUpdate(chat, 12));
  await workshop.started(queues.consumer({ families: ['inbox'], handlers: inboxOf(async () => done()), timing: QUICK }));
  await until('the lane to be empty', async () => (await queues.inspect(['inbox'])).every(({ waiting, active }) => waiting + active === 0));
  expect(await statement('select 1 from bullmq.event')).toEqual([]);
});

test('before the migration every use says what to run', async () => {
  await statement('create schema if not exists kept_aside; alter table bullmq.ownerbot_lease set schema kept_aside');
  try {
    await expect(workshop.queues(store.settings).producer({ failFastMs: 1_000 }).add(anUpdate(aChat(), 1))).rejects.toThrow(/run `ownerbot migrate`/);
  } finally {
    await statement('alter table kept_aside.ownerbot_lease set schema bullmq');
  }
});

leakCheck();
