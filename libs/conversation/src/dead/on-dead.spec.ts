import { silentLogger } from '@ownerbot/runtime';
import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { DecisionFailedError } from '../errors';
import { composeEcho, echoDomain } from '../fixtures/echo-domain';
import { deadJob } from '../fixtures/dead-job';
import { rawPress, rawText } from '../fixtures/updates';
import { BACKENDS, dyingAt, openWorld, type World } from '../fixtures/world';
import { emptySession } from '../model/session';
import { createRelay } from '../relay/relay';
import type { CrashPoint } from '../turn/crash-points';
import { createOnDead } from './on-dead';

describe.each(BACKENDS)('on %s', (backend) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(backend);
  });
  afterEach(() => world.emptyAll());
  afterAll(() => world.close());

  const relay = async () => {
    world.clock.advance(10_000);
    await createRelay(world.parts())({ log: silentLogger });
  };
  const awaits = { event: 'heard', updateId: '5', since: '2027-03-15T11:59:50Z' };
  const chatAwaits = () =>
    world.db.query(sql`insert into sessions (bot_id, chat_id, state, expires_at) values (${world.bot()}, '7', ${JSON.stringify({ ...emptySession, awaits })}, '2028-01-01')`);

  describe('a decision that fails', () => {
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
    const aJob = (id: number, data: string, error = new DecisionFailedError('x', null)) =>
      deadJob('inbox-0', {
        kind: 'inbox.update',
        id: `tg-${world.bot()}-${id}`,
        correlationId: `tg-${world.bot()}-${id}`,
        payload: { botId: world.bot(), updateId: String(id), chatId: '7', userId: '7', receivedAt: '2027-03-15T12:00:00.000Z', update: rawPress(data, { id }) },
      }, error);

    test('is dead at once: no repetition cures it', async () => {
      await expect(world.press(1, 'ui:systems', broken)).rejects.toMatchObject({ code: 'DECISION_FAILED', retry: 'never' });
    });

    test('ends its row, acknowledges its press and is told of once, and the chat goes on', async () => {
      await world.press(1, 'ui:systems', broken).catch(() => undefined);
      const onDead = createOnDead(world.parts(broken));
      expect(await onDead(...aJob(1, 'ui:systems'))).toBe('buried');
      expect(await onDead(...aJob(1, 'ui:systems'))).toBe('buried');
      await world.text(2, 'hello', broken);
      const sent = await world.settle();
      expect(sent.map((one) => one.effectId)).toEqual(expect.arrayContaining(['1-1', '1-99', '2-1']));
      expect(sent).toHaveLength(3);
      expect(await world.ledger()).toMatchObject([{ state: 'dead' }, { state: 'done' }]);
      expect(await world.db.query(sql`select event_type as type, fields ->> 'status' as status from audit_events order by id`)).toEqual([{ type: 'job_dead', status: null }, { type: 'retrospective', status: 'ok' }]);
    });

    test('that was a text is a request that ended with an error, recorded once', async () => {
      const defect = { composed: composeEcho({ routeText: () => { throw new TypeError('a defect'); } }) };
      await world.text(1, 'hello', defect).catch(() => undefined);
      const id = `tg-${world.bot()}-1`;
      const payload = { botId: world.bot(), updateId: '1', chatId: '7', userId: '7', receivedAt: '2027-03-15T12:00:00.000Z', update: rawText('hello', { id: 1 }) };
      const dead = deadJob('inbox-0', { kind: 'inbox.update', id, correlationId: id, payload }, new DecisionFailedError('x', null));
      const onDead = createOnDead(world.parts(defect));
      await onDead(...dead);
      await onDead(...dead);
      const found = await world.db.query(sql`select fields ->> 'status' as status, fields ->> 'error_code' as code, fields ->> 'input' as input from audit_events where event_type = 'retrospective'`);
      expect(found).toEqual([{ status: 'error', code: 'INTERNAL', input: 'text' }]);
    });

    test.each<CrashPoint>(['dead.written', 'dead.added'])('killed at %s, it is told of once all the same', async (point) => {
      await world.press(1, 'ui:systems', broken).catch(() => undefined);
      const dying = dyingAt(point);
      void createOnDead(world.parts({ ...broken, ...dying }))(...aJob(1, 'ui:systems'));
      await dying.reached;
      await relay();
      expect((await world.settle()).map((one) => one.effectId).sort()).toEqual(['1-1', '1-99']);
    });

    test('of a held update does not stop those behind it', async () => {
      await chatAwaits();
      await world.press(6, 'ui:systems', broken);
      await world.text(7, 'hello', broken);
      await world.takeInternal('heard', 5, {}, broken);
      expect(await world.ledger()).toMatchObject([{ state: 'dead' }, { state: 'done' }, { state: 'done' }]);
      expect((await world.settle()).map((one) => one.effectId)).toEqual(expect.arrayContaining(['6-99', '7-1']));
    });
  });

  test('a job whose payload cannot be read is a letter all the same, and its chat goes on', async () => {
    const lines: string[] = [];
    const log = { ...silentLogger, error: (event: string) => void lines.push(event) };
    const onDead = createOnDead(world.parts({ log }));
    await world.db.query(sql`insert into updates (bot_id, update_id, event, chat_id, kind, correlation_id, state, received_at) values (${world.bot()}, 3, 'update', 7, 'message', 'c', 'claimed', now())`);
    await onDead(...deadJob('inbox-0', { kind: 'inbox.update', id: `tg-${world.bot()}-3`, correlationId: `tg-${world.bot()}-3`, payload: { a: 1 } }, new DecisionFailedError('x', null)));
    await onDead(...deadJob('inbox-0', { kind: 'unknown', id: 'x', correlationId: 'x', payload: 7 }, new DecisionFailedError('x', null)));
    expect(lines.filter((line) => line === 'dead_job_unreadable')).toHaveLength(2);
    expect(await world.ledger()).toMatchObject([{ updateId: '3', state: 'dead' }]);
    expect(await letters()).toMatchObject([
      { kind: 'inbox.update', chatId: null, updateId: '3', payload: { a: 1 }, state: 'open' },
      { kind: 'unknown', payload: 7, state: 'open' },
    ]);
  });

  test('a message of no shape at all does not block its chat', async () => {
    await world.text(1, 'hello');
    await world.text(2, 'there');
    const first = `tg-${world.bot()}-1-1`;
    await createOnDead(world.parts())(...deadJob('outbox-0', { kind: 'message.send', id: `${first}-msg`, correlationId: `tg-${world.bot()}-1`, payload: null }, new DecisionFailedError('x', null)));
    expect(await world.db.query(sql`select state from effects order by request_seq`)).toEqual([{ state: 'finished' }, { state: 'dispatched' }]);
    expect(await letters()).toMatchObject([{ kind: 'message.send', chatId: '7', state: 'open' }]);
  });

  const letters = () =>
    world.db.query(sql`select kind, queue, job_id as "jobId", state, code, chat_id as "chatId", update_id as "updateId", payload, history, replays from dead_letters order by id`);
});

leakCheck();
