import { silentLogger } from '@ownerbot/runtime';
import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { DecisionFailedError } from '../errors';
import { composeEcho, echoDomain } from '../fixtures/echo-domain';
import { rawPress } from '../fixtures/updates';
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
    const aJob = (id: number, data: string) => ({
      queue: 'inbox-0',
      kind: 'inbox.update',
      id: `tg-${world.bot()}-${id}`,
      correlationId: `tg-${world.bot()}-${id}`,
      payload: { botId: world.bot(), updateId: String(id), chatId: '7', userId: '7', receivedAt: '2027-03-15T12:00:00.000Z', update: rawPress(data, { id }) },
      attempts: 1,
      addedAt: new Date(),
    });

    test('is dead at once: no repetition cures it', async () => {
      await expect(world.press(1, 'ui:systems', broken)).rejects.toMatchObject({ code: 'DECISION_FAILED', retry: 'never' });
    });

    test('ends its row, acknowledges its press and is told of once, and the chat goes on', async () => {
      await world.press(1, 'ui:systems', broken).catch(() => undefined);
      const onDead = createOnDead(world.parts(broken));
      const error = new DecisionFailedError('x', null);
      await onDead(aJob(1, 'ui:systems'), error);
      await onDead(aJob(1, 'ui:systems'), error);
      await world.text(2, 'hello', broken);
      const sent = await world.settle();
      expect(sent.map((one) => one.effectId)).toEqual(expect.arrayContaining(['1-1', '1-99', '2-1']));
      expect(sent).toHaveLength(3);
      expect(await world.ledger()).toMatchObject([{ state: 'dead' }, { state: 'done' }]);
      expect(await world.db.query(sql`select event_type as type from audit_events`)).toEqual([{ type: 'job_dead' }]);
    });

    test.each<CrashPoint>(['dead.written', 'dead.added'])('killed at %s, it is told of once all the same', async (point) => {
      await world.press(1, 'ui:systems', broken).catch(() => undefined);
      const dying = dyingAt(point);
      void createOnDead(world.parts({ ...broken, ...dying }))(aJob(1, 'ui:systems'), new DecisionFailedError('x', null));
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

  test('a job whose payload cannot be read leaves a line and nothing else', async () => {
    const lines: string[] = [];
    const log = { ...silentLogger, error: (event: string) => void lines.push(event) };
    await createOnDead(world.parts({ log }))({ queue: 'inbox-0', kind: 'inbox.update', id: 'x', correlationId: 'x', payload: { a: 1 }, attempts: 1, addedAt: new Date() }, new DecisionFailedError('x', null));
    await createOnDead(world.parts({ log }))({ queue: 'inbox-0', kind: 'unknown', id: 'x', correlationId: 'x', payload: {}, attempts: 1, addedAt: new Date() }, new DecisionFailedError('x', null));
    expect(lines).toEqual(['dead_job_unreadable', 'dead_job_unreadable']);
    expect(await world.ledger()).toEqual([]);
  });
});

leakCheck();
