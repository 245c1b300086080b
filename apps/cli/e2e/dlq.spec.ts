import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createReplayRunner, letterOf } from '@ownerbot/operations';
import { createQueues, dead, done, type Consumer, type Handler, type Queues } from '@ownerbot/queues';
import { deadlineIn, OwnerBotError, silentLogger, systemClock, type Service } from '@ownerbot/runtime';
import { buryDead, sql, type Database } from '@ownerbot/storage';
import { leakCheck, startRedis, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { ownerbot, type Ownerbot, type Ran } from './support/run-ownerbot';

interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  readonly next: string | null;
}

interface Told {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly total: number; readonly done: number; readonly dead: number; readonly waiting: number; readonly cancelled: number };
}

class Trouble extends OwnerBotError {
  constructor() {
    super('TROUBLE', { message: 'dead again' });
  }
}

const BOT = '700000001';

describe.each(['redis', 'postgres'] as const)('ownerbot dlq on %s', (backend) => {
  let command: Ownerbot;
  let store: TestDatabase;
  let db: Database;
  let queues: Queues;
  let consumer: Consumer;
  let runner: Service;
  let removeRedis: () => Promise<void> = () => Promise.resolve();
  let env: Readonly<Record<string, string>>;
  /** Updates that die whenever they are taken. */
  const broken = new Set<string>();
  const taken: string[] = [];

  beforeAll(async () => {
    command = await ownerbot();
    store = await testDatabase();
    db = store.open();
    const redis = backend === 'redis' ? await startRedis() : null;
    removeRedis = () => redis?.remove() ?? Promise.resolve();
    const lanes = { inboxLanes: 1, outboxLanes: 1 };
    queues = createQueues({ settings: { backend, databaseUrl: store.url, ...lanes, ...(redis === null ? {} : { redisUrl: redis.url }) }, log: silentLogger });
    await queues.migrate();
    env = { DATABASE_URL: store.url, QUEUE_BACKEND: backend, APP_ENV: 'test', INBOX_LANES: '1', OUTBOX_LANES: '1', ...(redis === null ? {} : { REDIS_URL: redis.url }) };
    const take: Handler<'inbox.update'> = async ({ id, payload }) => {
      taken.push(id);
      return broken.has(payload.updateId) ? dead(new Trouble()) : done();
    };
    const none = async () => done();
    consumer = queues.consumer({
      families: ['inbox'],
      handlers: { 'inbox.update': take, 'inbox.heard': none, 'inbox.planned': none, 'inbox.waited': none },
      onDead: async (job): Promise<'buried'> => {
        await buryDead(db, { letter: letterOf(job), at: new Date() });
        return 'buried';
      },
    });
    await consumer.start();
    runner = createReplayRunner({ db, queues, producer: queues.producer(), clock: systemClock, log: silentLogger, owner: 'worker', everyMs: 50 });
    await runner.start();
  });
  afterAll(async () => {
    await runner.stop(deadlineIn(2_000));
    await consumer.stop(deadlineIn(4_000));
    await queues.close();
    await removeRedis();
    await store.drop();
    await command.remove();
  });

  const run = (args: readonly string[]): Promise<Ran> => command.run(args, env);
  const json = async <T>(...args: string[]): Promise<T> => (await run([...args, '--json'])).json<T>();
  const audits = async () => (await db.query<{ fields: Record<string, unknown> }>(sql`select fields from audit_events where event_type = 'operator_action' order by id`)).map(({ fields }) => fields);

  async function bury(updateId: number, code: string, message: string): Promise<void> {
    const id = `tg-${BOT}-${updateId}`;
    const at = new Date(Date.now() - 100_000 + updateId);
    const payload = { botId: BOT, updateId: String(updateId), chatId: String(1000 + (updateId % 3)), userId: null, receivedAt: at.toISOString(), update: { update_id: updateId } };
    const history = [{ at: at.toISOString(), code, message, stack: [] }];
    await buryDead(db, { letter: letterOf({ queue: 'inbox-0', kind: 'inbox.update', id, correlationId: id, payload, attempts: 1, addedAt: at, diedAt: at, history }), at });
  }

  test('the whole: 50 letters of two causes, one replayed by canary, the other drained, and the audit tells it', async () => {
    for (let index = 1; index <= 25; index += 1) await bury(index, 'MENDED', `order ${index} was locked`);
    for (let index = 26; index <= 50; index += 1) await bury(index, 'HOPELESS', `no such thing as ${index}`);
    broken.add('26');

    const groups = await json<Listed<{ fingerprint: string; code: string; count: number }>>('dlq', 'list', '--group');
    expect(groups).toMatchObject({ total: 2, next: null });
    expect(groups.items.map(({ code, count }) => [code, count]).sort()).toEqual([['HOPELESS', 25], ['MENDED', 25]]);
    const causeOf = (code: string) => groups.items.find((group) => group.code === code)?.fingerprint ?? '';
    const text = await run(['dlq', 'list', '--code', 'MENDED', '--limit', '2']);
    expect(text.out).toMatch(/^id +died +kind +code +chat/);
    expect(text.out).toMatch(/2 of 25; more with --cursor \d+-\d+/);

    const plan = await json<{ willReplay: number; updates: number }>('dlq', 'replay', '--fingerprint', causeOf('MENDED'), '--dry-run');
    expect(plan).toMatchObject({ matched: 25, willReplay: 25, updates: 25, skipped: [] });
    expect(taken).toEqual([]);

    const replayed = await json<Told>('dlq', 'replay', '--fingerprint', causeOf('MENDED'), '--canary', '5:1', '--rate', '500', '--wait', '--as', 'alice');
    expect(replayed).toMatchObject({ state: 'done', progress: { total: 25, done: 25, dead: 0 } });
    expect(new Set(taken).size).toBe(25);
    expect(taken.every((id) => id.endsWith('-r1'))).toBe(true);

    expect(await run(['dlq', 'drain', '--fingerprint', causeOf('HOPELESS'), '--reason', 'hopeless'])).toMatchObject({ code: 1, err: expect.stringContaining('(CONFIRMATION_NEEDED)') as string });
    const drained = await json<Told>('dlq', 'drain', '--fingerprint', causeOf('HOPELESS'), '--reason', 'hopeless', '--yes', '--wait', '--as', 'alice');
    expect(drained).toMatchObject({ state: 'done', progress: { total: 25, done: 25 } });
    expect(await json('dlq', 'list')).toMatchObject({ total: 0 });
    expect(await json('dlq', 'list', '--state', 'any')).toMatchObject({ total: 50 });

    expect(await audits()).toEqual([
      {
        actor: 'alice', action: 'dead-letters.replay', operationId: replayed.id, filter: { fingerprint: causeOf('MENDED'), state: 'open' }, total: 25,
        ratePerSec: 500, canary: { first: 5, maxDead: 1 }, force: false, skipped: [],
      },
      { actor: 'alice', action: 'dead-letters.drain', operationId: drained.id, filter: { fingerprint: causeOf('HOPELESS'), state: 'open' }, total: 25, reason: 'hopeless' },
    ]);
    const operations = await json<Listed<Told>>('dlq', 'operations');
    expect(operations.items.map(({ id, state }) => [id, state])).toEqual([[drained.id, 'done'], [replayed.id, 'done']]);
  });

  test('a queue is paused and resumed, and its audit row says by whom', async () => {
    expect(await run(['queues', 'pause', 'tools', '--as', 'carol'])).toMatchObject({ code: 0, out: 'tools is paused\n' });
    expect((await run(['queues'])).out).toMatch(/^tools .* paused$/m);
    expect(await json('queues', 'resume', 'tools', '--as', 'carol')).toEqual({ queue: 'tools', paused: false });
    expect(await run(['queues', 'pause', '<b>'])).toMatchObject({ code: 1, err: expect.stringContaining('(QUEUE_UNKNOWN)') as string });
    expect((await audits()).slice(-2)).toEqual([{ actor: 'carol', action: 'queues.pause', queue: 'tools' }, { actor: 'carol', action: 'queues.resume', queue: 'tools' }]);
  });

  // The command is thin above the operations, which are proven on both stores; each of these costs dozens of processes.
  if (backend === 'postgres') {
    test('an empty list, a filter that matches nothing and ids of any kind are answered clearly, with exit codes of their own', async () => {
      const before = await audits();
      expect(await json('dlq', 'list')).toEqual({ items: [], total: 0, next: null });
      expect(await run(['dlq', 'list'])).toMatchObject({ code: 0, out: 'no dead letters\n' });
      expect(await run(['dlq', 'replay', '--code', 'NONE'])).toMatchObject({ code: 3, out: '', err: expect.stringContaining('(NOTHING_MATCHES)') as string });
      expect(await run(['dlq', 'replay', '--all', '--dry-run', '--json'])).toMatchObject({ code: 3, err: '', out: expect.stringContaining('NOTHING_MATCHES') as string });
      for (const id of ['999', `1'; drop table dead_letters; --`, '<script>alert(1)</script>']) {
        expect(await run(['dlq', 'show', id])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('(LETTER_UNKNOWN)') as string });
      }
      expect(await run(['dlq', 'cancel', '7'])).toMatchObject({ code: 1, err: expect.stringContaining('(OPERATION_UNKNOWN)') as string });
      expect(await run(['dlq', 'replay'])).toMatchObject({ code: 1, err: expect.stringContaining('one of: ids, a filter, --all') as string });
      expect(await run(['dlq', 'replay', '--all', '--rate', 'fast'])).toMatchObject({ code: 1, err: expect.stringContaining('(SELECTION_INVALID)') as string });
      expect(await run(['trace', 'tg-1-1'])).toMatchObject({ code: 1, err: expect.stringContaining('(REQUEST_UNKNOWN)') as string });
      expect(await audits()).toEqual(before);
    });

    test('an operation is paused, resumed and cancelled; its canary that dies ends the command with exit code 4', async () => {
      for (let index = 61; index <= 66; index += 1) {
        await bury(index, 'AGAIN', 'and again');
        broken.add(String(index));
      }
      const slow = await json<Told>('dlq', 'replay', '--code', 'AGAIN', '--rate', '0.1', '--as', 'bob');
      expect(await json<Told>('dlq', 'pause', slow.id, '--as', 'bob')).toMatchObject({ state: 'paused' });
      expect(await run(['dlq', 'pause', slow.id])).toMatchObject({ code: 1, err: expect.stringContaining('(OPERATION_STATE)') as string });
      const busy = await run(['dlq', 'replay', '--code', 'AGAIN']);
      expect(busy).toMatchObject({ code: 3, err: expect.stringContaining('busy') as string });
      expect(await json<Told>('dlq', 'resume', slow.id, '--as', 'bob')).toMatchObject({ state: 'running' });
      expect(await json<Told>('dlq', 'cancel', slow.id, '--as', 'bob')).toMatchObject({ state: 'cancelled' });
      expect((await audits()).slice(-4).map(({ actor, action }) => [actor, action])).toEqual([
        ['bob', 'dead-letters.replay'], ['bob', 'operations.pause'], ['bob', 'operations.resume'], ['bob', 'operations.cancel'],
      ]);

      const canary = await run(['dlq', 'replay', '--code', 'AGAIN', '--canary', '3:1', '--rate', '500', '--wait', '--json']);
      expect(canary.code).toBe(4);
      expect(canary.json<Told>()).toMatchObject({ state: 'paused', why: expect.stringContaining('died again') as string });
      await run(['dlq', 'cancel', canary.json<Told>().id]);
    });

    test('a letter is shown with all its attempts, traced with its request, edited within its schema and discarded', async () => {
      await bury(70, 'ODD', 'an \u001b[31modd\u001b[0m thing');
      const [{ id } = { id: '' }] = (await json<Listed<{ id: string }>>('dlq', 'list', '--code', 'ODD')).items;
      const shown = await run(['dlq', 'show', id]);
      expect(shown).toMatchObject({ code: 0, err: '' });
      expect(shown.out).toMatch(/attempts\n {2}1\. 20\S+ +tg-700000001-70 +ODD: an/);
      expect(shown.out).not.toContain('\u001b');
      expect((await run(['trace', `tg-${BOT}-70`])).out).toMatch(/dead-letter +died/);
      expect(await json('trace', `tg-${BOT}-70`)).toMatchObject({ correlationId: `tg-${BOT}-70`, steps: expect.arrayContaining([expect.objectContaining({ what: 'dead-letter', step: 'died' })]) as object });

      const file = path.join(command.folder, 'payload.json');
      await writeFile(file, '{"botId": 1}');
      expect(await run(['dlq', 'edit', id, '--payload', file])).toMatchObject({ code: 1, err: expect.stringContaining('(PAYLOAD_INVALID)') as string });
      const { payload } = await json<{ payload: { update: object } }>('dlq', 'show', id);
      await writeFile(file, JSON.stringify({ ...payload, update: { update_id: 70, mended: true } }));
      expect(await json<Told>('dlq', 'edit', id, '--payload', file, '--wait')).toMatchObject({ state: 'done', progress: { done: 1 } });
      expect((await audits()).at(-1)).toMatchObject({ action: 'dead-letters.edit', difference: [{ path: 'update.mended', before: null, after: 'true' }] });

      await bury(71, 'ODD', 'another');
      const [{ id: other } = { id: '' }] = (await json<Listed<{ id: string }>>('dlq', 'list', '--code', 'ODD')).items;
      expect(await json('dlq', 'discard', other, '--reason', 'a test', '--yes')).toEqual({ discarded: 1 });
      expect(await run(['dlq', 'discard', other, '--reason', 'a test', '--yes'])).toMatchObject({ code: 1, err: expect.stringContaining('(LETTER_CLOSED)') as string });
    });
  }
});

leakCheck();
