import { createOperations, stepReplay } from '@ownerbot/operations';
import { deathOf, type DeadJob } from '@ownerbot/queues';
import { deadlineIn, silentLogger, systemClock } from '@ownerbot/runtime';
import { sql } from '@ownerbot/storage';
import { leakCheck, waitFor } from '@ownerbot/testing';
import { composeEcho, echoDomain } from '../fixtures/echo-domain';
import { BACKENDS, openWorld, type World } from '../fixtures/world';
import { createTurns } from '../turn/take-turn';
import { createOnDead } from './on-dead';
import { createDeadSweep } from './sweep-dead';

const ALICE = { name: 'alice' };

describe.each(BACKENDS)('dead letters of a chat on %s', (backend) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(backend);
  });
  afterEach(() => world.emptyAll());
  afterAll(() => world.close());

  const broken = {
    composed: composeEcho({
      panels: {
        ...echoDomain.panels,
        systems: () => {
          throw new TypeError('a defect');
        },
      },
    }),
  };

  const letters = () => world.db.query<{ id: string; jobId: string; kind: string; state: string }>(sql`select id, job_id as "jobId", kind, state from dead_letters order by id`);
  const swept = () => createDeadSweep({ queues: world.queues, onDead: createOnDead(world.parts()), clock: systemClock, leftBehindMs: -60_000 })({ log: silentLogger });
  const updateOf = (id: number, text: string) => ({
    kind: 'inbox.update' as const,
    id: `tg-${world.bot()}-${id}`,
    laneKey: '7',
    correlationId: `tg-${world.bot()}-${id}`,
    payload: {
      botId: world.bot(), updateId: String(id), chatId: '7', userId: '7', receivedAt: '2027-03-15T12:00:00.000Z',
      update: { update_id: id, callback_query: { id: `q${id}`, from: { id: 7, is_bot: false, first_name: 'A' }, message: { message_id: 1, date: 1, chat: { id: 7, type: 'private' } }, data: text } },
    },
  });

  /** Takes the inbox for a while, with a worker that may not be there to bury what dies. */
  async function takeInbox(until: () => Promise<boolean>, more: Parameters<World['parts']>[0] = {}, onDead?: ReturnType<typeof createOnDead>): Promise<void> {
    const { takeUpdate, takeInternal } = createTurns(world.parts(more));
    const consumer = world.queues.consumer({
      families: ['inbox'],
      handlers: { 'inbox.update': takeUpdate, 'inbox.heard': takeInternal, 'inbox.planned': takeInternal, 'inbox.waited': takeInternal },
      ...(onDead === undefined ? {} : { onDead }),
      timing: { gateEveryMs: 25 },
    });
    await consumer.start();
    await waitFor(until, { what: 'the inbox', timeoutMs: 20_000 });
    await consumer.stop(deadlineIn(4_000));
  }

  async function replayAll(): Promise<string> {
    const parts = { db: world.db, queues: world.queues, clock: systemClock };
    const operations = createOperations(parts);
    const { id } = await operations.startReplay(ALICE, { filter: {} }, { ratePerSec: 1_000 });
    await stepReplay({ ...parts, producer: world.queues.producer(), log: silentLogger }, id);
    return id;
  }

  test('a job that died with its worker is buried by the sweep, once, and leaves its queue', async () => {
    await world.queues.producer().add(updateOf(1, 'ui:systems'));
    await takeInbox(async () => (await world.queues.inspect(['inbox'])).some(({ failed }) => failed > 0), broken);
    expect(await letters()).toEqual([]);
    await swept();
    await swept();
    expect(await letters()).toMatchObject([{ jobId: `tg-${world.bot()}-1`, kind: 'inbox.update', state: 'open' }]);
    expect((await world.queues.inspect(['inbox'])).every(({ failed }) => failed === 0)).toBe(true);
    expect(await world.ledger()).toMatchObject([{ state: 'dead' }]);
    expect((await world.settle()).map(({ effectId }) => effectId).sort()).toEqual(['1-1', '1-99']);
    expect(await world.db.query(sql`select count(*)::int as count from audit_events where event_type = 'job_dead'`)).toEqual([{ count: 1 }]);
  });

  test('a replayed update takes its turn anew, behind what came since, and its answer is sent though its death was told', async () => {
    await world.queues.producer().add(updateOf(1, 'ui:systems'));
    await takeInbox(async () => (await letters()).length === 1, broken, createOnDead(world.parts(broken)));
    await world.text(2, 'hello');
    await world.settle();
    await replayAll();
    await takeInbox(async () => (await world.ledger()).every(({ state }) => state === 'done'));
    expect((await world.ledger()).map(({ updateId, state }) => [updateId, state])).toEqual([['2', 'done'], ['1', 'done']]);
    const sent = await world.settle();
    expect(sent.map(({ effectId }) => effectId)).toEqual(expect.arrayContaining(['1-r1-1', '1-r1-2']));
  });

  test('an update that dies again while it is replayed opens its letter again, and its chat goes on', async () => {
    await world.queues.producer().add(updateOf(1, 'ui:systems'));
    await takeInbox(async () => (await letters()).length === 1, broken, createOnDead(world.parts(broken)));
    await replayAll();
    await takeInbox(async () => (await letters())[0]?.jobId.endsWith('-r1') === true && (await letters())[0]?.state === 'open', broken, createOnDead(world.parts(broken)));
    expect(await world.ledger()).toMatchObject([{ state: 'dead' }]);
    await world.text(2, 'hello');
    expect((await world.settle()).map(({ effectId }) => effectId)).toContain('2-1');
    const again = await createOperations({ db: world.db, queues: world.queues, clock: systemClock }).showDeadLetter((await letters())[0]?.id ?? '');
    expect(again).toMatchObject({ state: 'open', replays: 1, attempts: 2 });
  });

  test('the owner may have a request that died of no defect tried again, once, and it is answered', async () => {
    const { payload, id, correlationId } = updateOf(1, 'ui:systems');
    await world.press(2, 'ui:home');
    await world.settle();
    const job: DeadJob = {
      queue: 'inbox-0', kind: 'inbox.update', id, correlationId, payload, attempts: 8, addedAt: new Date(), diedAt: new Date(),
      history: [{ at: new Date().toISOString(), code: 'RUN_TIMEOUT', message: 'a run took longer', stack: [] }],
    };
    await createOnDead(world.parts())(job, deathOf(job));
    const retry = `retry:tg-${world.bot()}-1-99`;
    expect((await world.settle()).find(({ effectId }) => effectId === '1-99')?.message).toMatchObject({ buttons: [[{ data: retry }]] });
    await world.press(3, retry);
    await world.press(4, retry);
    const operations = await world.db.query<{ id: string; by: string }>(sql`select id, requested_by as by from replays`);
    expect(operations.map(({ by }) => by)).toEqual(['owner 7']);
    expect(await world.db.query(sql`select count(*)::int as count from audit_events where event_type = 'request_retried'`)).toEqual([{ count: 1 }]);
    await stepReplay({ db: world.db, queues: world.queues, producer: world.queues.producer(), clock: world.clock, log: silentLogger }, operations[0]?.id ?? '');
    await takeInbox(async () => (await world.ledger()).every(({ state }) => state === 'done'));
    expect((await world.settle()).map(({ effectId }) => effectId)).toEqual(expect.arrayContaining(['1-r1-1', '1-r1-2', '3-1', '3-2', '4-1']));
  });

  test('a death that no repetition cures offers no Retry', async () => {
    await world.queues.producer().add(updateOf(1, 'ui:systems'));
    await takeInbox(async () => (await letters()).length === 1, broken, createOnDead(world.parts(broken)));
    const sent = await world.settle();
    expect(sent.find(({ effectId }) => effectId === '1-99')?.message).not.toHaveProperty('buttons');
  });

  test('a replayed tool run is answered, as a run of its own with as much time as before', async () => {
    await world.text(1, 'say moon');
    const [row] = await world.db.query<{ payload: { effectId: string } }>(sql`select payload from effects where kind = 'tool.run'`);
    const job: DeadJob = {
      queue: 'tools', kind: 'tool.run', id: row?.payload.effectId ?? '', correlationId: `tg-${world.bot()}-1`, payload: row?.payload, attempts: 3, addedAt: new Date(), diedAt: new Date(),
      history: [{ at: new Date().toISOString(), code: 'TOOL_BROKEN', message: 'x', stack: [] }],
    };
    await createOnDead(world.parts())(job, deathOf(job));
    // The first job itself is gone, as a buried one is.
    await world.queues.removeDead({ queue: 'tools', id: job.id });
    expect((await world.settle()).map(({ effectId, message }) => [effectId, 'text' in message ? message.text?.includes('INTERNAL') : false])).toEqual([['1-1-3', true]]);
    await replayAll();
    const sent = await world.settle();
    expect(sent.map(({ effectId, message }) => [effectId, 'text' in message ? message.text : ''])).toEqual([['1-1-r1-3', 'echo moon']]);
    expect(await letters()).toMatchObject([{ jobId: `tg-${world.bot()}-1-1-r1`, state: 'replaying' }]);
  });

  test('a message that died is sent once it is replayed, past the order of answers, and holds nobody back', async () => {
    await world.press(1, 'ui:systems');
    await world.text(2, 'hello');
    const [row] = await world.db.query<{ id: string; payload: object }>(sql`select id, payload from effects where gated order by request_seq limit 1`);
    const job: DeadJob = {
      queue: 'outbox-0', kind: 'message.send', id: `${row?.id}-msg`, correlationId: `tg-${world.bot()}-1`, payload: row?.payload, attempts: 10, addedAt: new Date(), diedAt: new Date(),
      history: [{ at: new Date().toISOString(), code: 'TELEGRAM_UNREACHABLE', message: 'x', stack: [] }],
    };
    await Promise.all(['outbox-0', 'outbox-1'].map((queue) => world.queues.removeDead({ queue, id: job.id })));
    await createOnDead(world.parts())(job, deathOf(job));
    expect((await world.settle()).map(({ effectId }) => effectId)).toContain('2-1');
    await replayAll();
    const short = (row?.id ?? '').replace(/^tg-\d+-/, '');
    expect((await world.settle()).map(({ effectId }) => effectId)).toEqual([short]);
    expect(await world.db.query(sql`select state, gated from effects where id = ${row?.id}`)).toEqual([{ state: 'finished', gated: false }]);
  });
});

leakCheck();
