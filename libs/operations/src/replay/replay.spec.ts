import { done, dead, type Consumer, type Handler } from '@ownerbot/queues';
import { deadlineIn, OwnerBotError } from '@ownerbot/runtime';
import { buryDead, claimUpdate, sql } from '@ownerbot/storage';
import { leakCheck, spawnApp, waitFor } from '@ownerbot/testing';
import { letterOf } from '../burial/letter-of';
import { ALICE, BACKENDS, BOT, openLettersWorld, updateJob, type LettersWorld } from '../fixtures/letters-world';

class Trouble extends OwnerBotError {
  constructor() {
    super('TROUBLE', { message: 'dead again' });
  }
}

const until = (what: string, condition: () => unknown): Promise<unknown> => waitFor(condition, { what, timeoutMs: 20_000 });

describe.each(BACKENDS)('a replay on %s', (backend) => {
  let world: LettersWorld;
  let consumer: Consumer | undefined;
  beforeAll(async () => {
    world = await openLettersWorld(backend);
  });
  afterEach(async () => {
    await consumer?.stop(deadlineIn(4_000));
    consumer = undefined;
    await world.empty();
  });
  afterAll(() => world.close());

  /** Takes updates; those that `fails` names die again and are buried. */
  async function work(fails: (updateId: string) => boolean = () => false): Promise<string[]> {
    const taken: string[] = [];
    const take: Handler<'inbox.update'> = async ({ id, payload }) => {
      taken.push(id);
      return fails(payload.updateId) ? dead(new Trouble()) : done();
    };
    const none = async () => done();
    consumer = world.queues.consumer({
      families: ['inbox'],
      handlers: { 'inbox.update': take, 'inbox.heard': none, 'inbox.planned': none, 'inbox.waited': none },
      onDead: async (job): Promise<'buried'> => {
        await buryDead(world.db, { letter: letterOf(job), at: new Date() });
        return 'buried';
      },
    });
    await consumer.start();
    return taken;
  }

  const progressOf = async (id: string) => (await world.operations.showOperation(id)).progress;
  const ends = (id: string) => until('the end of the operation', async () => (await world.operations.showOperation(id)).finishedAt !== null);
  const FAST = { ratePerSec: 1_000 };

  test('gives the job fresh attempts and a new id, and closes the letter when it is done', async () => {
    const taken = await work();
    const id = await world.bury({});
    const [before] = await world.db.query<{ jobId: string }>(sql`select job_id as "jobId" from dead_letters`);
    const { id: operation } = await world.operations.startReplay(ALICE, { ids: [id] }, FAST);
    await world.runner();
    await ends(operation);
    expect(taken).toEqual([`${before?.jobId}-r1`]);
    expect(await world.stateOf(id)).toMatchObject({ state: 'replayed', replays: 1, jobId: `${before?.jobId}-r1` });
    expect(await world.operations.showOperation(operation)).toMatchObject({ state: 'done', progress: { total: 1, done: 1, waiting: 0, underWay: 0 } });
  });

  test('of a letter that dies again opens it again, with the attempts of both jobs', async () => {
    await work(() => true);
    const id = await world.bury({});
    const { id: operation } = await world.operations.startReplay(ALICE, { ids: [id] }, FAST);
    await world.runner();
    await ends(operation);
    expect(await world.stateOf(id)).toMatchObject({ state: 'open', replays: 1, code: 'TROUBLE', attempts: 2 });
    const { history } = await world.operations.showDeadLetter(id);
    expect(history.map(({ jobId }) => jobId.endsWith('-r1'))).toEqual([false, true]);
    expect(await progressOf(operation)).toMatchObject({ dead: 1, done: 0 });
  });

  test('of 50 letters of two causes by canary: the broken cause stops after five, the mended one goes through', async () => {
    const broken = await world.buryMany(25, { code: 'STILL_BROKEN', message: 'the cause stands' });
    const mended = await world.buryMany(25, { code: 'MENDED', message: 'the cause is gone' });
    const brokenUpdates = new Set((await world.db.query<{ updateId: string }>(sql`select update_id as "updateId" from dead_letters where code = 'STILL_BROKEN'`)).map(({ updateId }) => updateId));
    const taken = await work((updateId) => brokenUpdates.has(updateId));
    await world.runner();
    const groups = await world.operations.groupDeadLetters({});
    expect(groups).toMatchObject({ total: 2, next: null, items: [{ count: 25 }, { count: 25 }] });
    const canary = { first: 5, maxDead: 1 };
    const causeOf = (code: string) => groups.items.find((group) => group.code === code)?.fingerprint ?? '';

    const bad = await world.operations.startReplay(ALICE, { filter: { fingerprint: causeOf('STILL_BROKEN') } }, { ...FAST, canary });
    await until('the canary to die', async () => (await world.operations.showOperation(bad.id)).state === 'paused');
    expect(await world.operations.showOperation(bad.id)).toMatchObject({ why: expect.stringMatching(/^canary: \d of the first \d died again, 1 allowed$/) as string, finishedAt: null });
    await until('the rest of the canary', async () => (await progressOf(bad.id)).underWay === 0);
    const died = (await progressOf(bad.id)).dead;
    expect(died).toBeGreaterThan(1);
    expect(died).toBeLessThanOrEqual(5);
    expect(taken).toHaveLength(died);
    expect(await progressOf(bad.id)).toMatchObject({ total: 25, waiting: 25 - died, underWay: 0 });

    const good = await world.operations.startReplay(ALICE, { filter: { fingerprint: causeOf('MENDED') } }, { ...FAST, canary });
    await ends(good.id);
    expect(await progressOf(good.id)).toMatchObject({ total: 25, done: 25 });
    for (const id of mended) expect(await world.stateOf(id)).toMatchObject({ state: 'replayed' });

    await world.operations.cancelOperation(ALICE, bad.id);
    await ends(bad.id);
    expect(await world.operations.showOperation(bad.id)).toMatchObject({ state: 'cancelled', progress: { cancelled: 25 - died, dead: died } });
    const drain = await world.operations.startDrain(ALICE, { filter: { fingerprint: causeOf('STILL_BROKEN'), state: 'any' } }, 'not worth it');
    await ends(drain.id);
    for (const id of broken) expect((await world.stateOf(id)).state).toMatch(/discarded|open/);
    expect((await world.audits()).map(({ action, total }) => [action, total])).toEqual([
      ['dead-letters.replay', 25], ['dead-letters.replay', 25], ['operations.cancel', undefined], ['dead-letters.drain', 25 - died],
    ]);
  });

  test('paused does nothing new, goes on when it is resumed, and leaves what waits alone when it is cancelled', async () => {
    const taken = await work();
    await world.buryMany(6);
    const { id } = await world.operations.startReplay(ALICE, { filter: {} }, { ratePerSec: 2 });
    await world.operations.pauseOperation(ALICE, id);
    await world.runner();
    await expect(world.operations.pauseOperation(ALICE, id)).rejects.toMatchObject({ code: 'OPERATION_STATE', message: `operation ${id} is paused: it cannot be paused` });
    expect(await progressOf(id)).toMatchObject({ waiting: 6 });
    expect(taken).toEqual([]);
    await world.operations.resumeOperation(ALICE, id);
    await until('the first', () => taken.length > 0);
    await world.operations.cancelOperation(ALICE, id);
    await ends(id);
    const { done: replayed, cancelled } = await progressOf(id);
    expect(replayed + cancelled).toBe(6);
    expect(cancelled).toBeGreaterThan(0);
    const { total } = await world.operations.listDeadLetters({});
    expect(total).toBe(cancelled);
    await expect(world.operations.resumeOperation(ALICE, id)).rejects.toMatchObject({ code: 'OPERATION_STATE' });
    // What was let go can be taken by the next operation.
    expect(await world.operations.planReplay({ filter: {} })).toMatchObject({ willReplay: cancelled, skipped: [] });
  });

  /** One that is never heard of again from this point on. */
  async function lostAt(point: string): Promise<void> {
    let die: () => void = () => undefined;
    const died = new Promise<void>((resolve) => (die = resolve));
    void world.runner({
      owner: 'dying',
      atPoint: (at) => {
        if (at !== point) return undefined;
        die();
        return new Promise<void>(() => undefined);
      },
    });
    await died;
  }

  async function killedAt(point: string): Promise<void> {
    const env = { DATABASE_URL: world.databaseUrl, QUEUES: JSON.stringify(world.settings), APP_ENV: 'test', CRASH_AT: point };
    const { ended } = await spawnApp({ program: 'libs/operations/src/fixtures/dying-runner', env });
    expect(await ended).toBe('SIGKILL');
  }

  test.each([['lost at item.opened', 'item.opened', lostAt], ['killed, as a process, at items.added', 'items.added', killedAt], ['lost at items.looked', 'items.looked', lostAt]] as const)('whose worker is %s goes on by another one, and no letter is replayed twice', async (_name, point, dies) => {
    const taken = await work();
    const ids = await world.buryMany(5);
    const { id } = await world.operations.startReplay(ALICE, { filter: {} }, FAST);
    await dies(point);
    await world.runner({ owner: 'heir' });
    await ends(id);
    expect(await progressOf(id)).toMatchObject({ total: 5, done: 5 });
    expect(taken).toHaveLength(5);
    expect(new Set(taken).size).toBe(5);
    for (const letter of ids) expect(await world.stateOf(letter)).toMatchObject({ state: 'replayed', replays: 1 });
  }, 60_000);

  test('that dies between the look at the letter and the look at the queue counts as dead', async () => {
    await work(() => true);
    const id = await world.bury({});
    const { id: operation } = await world.operations.startReplay(ALICE, { ids: [id] }, FAST);
    const { queues } = world;
    const slow = { lanes: queues.lanes, whereabouts: async (jobs: Parameters<typeof queues.whereabouts>[0]) => {
      if (jobs.length > 0) await until('the job to be buried and gone', async () => (await world.stateOf(id)).state === 'open' && (await queues.whereabouts(jobs))[0] === 'gone');
      return queues.whereabouts(jobs);
    } };
    await world.runner({ queues: slow, leaseMs: 20_000 });
    await ends(operation);
    expect(await progressOf(operation)).toMatchObject({ dead: 1, done: 0 });
    expect(await world.stateOf(id)).toMatchObject({ state: 'open' });
  });

  test('joins the tail of its chat: its row has a new place behind what came since', async () => {
    const job = updateJob(7_000_001, '4711');
    const row = (updateId: string, chatId: string) => ({
      botId: BOT, updateId, event: 'update' as const, chatId, userId: chatId, kind: 'message', correlationId: `tg-${BOT}-${updateId}`, payload: {}, receivedAt: new Date(), at: new Date(), floodLimit: 60,
    });
    await claimUpdate(world.db, row('7000001', '4711'));
    await world.db.query(sql`update updates set state = 'dead'`);
    const id = await world.bury({ ...job, queue: 'inbox-0' });
    await claimUpdate(world.db, row('7000002', '4711'));
    await world.db.query(sql`update updates set state = 'done' where update_id = 7000002`);
    const plan = await world.operations.planReplay({ ids: [id] });
    expect(plan).toMatchObject({ matched: 1, willReplay: 1, updates: 1, chats: { total: 1, ranSince: 1, items: [{ chatId: '4711', letters: 1, ranSince: 1 }] } });
    const { id: operation } = await world.operations.startReplay(ALICE, { ids: [id] }, FAST);
    await world.runner();
    await until('the row', async () => (await world.db.query(sql`select 1 as one from updates where state = 'claimed'`)).length === 1);
    expect(await world.db.query(sql`select update_id as "updateId", state, replays from updates order by seq`)).toEqual([
      { updateId: '7000002', state: 'done', replays: 0 },
      { updateId: '7000001', state: 'claimed', replays: 1 },
    ]);
    await world.operations.cancelOperation(ALICE, operation);
  });
});

leakCheck();
