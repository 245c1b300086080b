import { silentLogger } from '@ownerbot/runtime';
import { QueueUnavailableError } from '@ownerbot/queues';
import { sql, StoreUnavailableError, type Db } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { composeEcho } from '../fixtures/echo-domain';
import { BACKENDS, dyingAt, openWorld, type Sent, type World } from '../fixtures/world';
import { createRelay } from '../relay/relay';
import { emptySession, type Session } from '../model/session';
import type { CrashPoint } from './crash-points';

const texts = (sent: readonly Sent[]) => sent.flatMap(({ message }) => (message.type === 'text' ? [message.text] : []));
const DONE = { type: 'done' };

describe.each(BACKENDS)('the turn on %s', (backend) => {
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
  const chatAwaits = (awaits: Session['awaits']) =>
    world.db.query(sql`insert into sessions (bot_id, chat_id, state, expires_at) values (${world.bot()}, '7', ${JSON.stringify({ ...emptySession, awaits })}, '2028-01-01')`);

  test('an update is decided, its answer sent, and its row done', async () => {
    expect(await world.text(1, 'hello')).toEqual(DONE);
    expect(texts(await world.settle())).toEqual(['hello']);
    expect(await world.ledger()).toEqual([{ updateId: '1', event: 'update', state: 'done', result: 'answered' }]);
  });

  test('a tool run is answered once, with what its answer keeps', async () => {
    await world.text(1, 'say moon');
    expect(texts(await world.settle())).toEqual(['echo moon']);
    expect(await world.db.query(sql`select key from kept_values order by key`)).toEqual([{ key: `echo:tg-${world.bot()}-1-1` }, { key: 'last-read:7' }]);
  });

  test('a redelivered update is dropped', async () => {
    await world.text(1, 'hello');
    expect(await world.text(1, 'hello')).toEqual(DONE);
    expect(texts(await world.settle())).toEqual(['hello']);
  });

  test('of concurrent deliveries of one update one is acted upon', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => world.text(1, 'hello')));
    expect(outcomes).toEqual([DONE, DONE, DONE, DONE]);
    expect(texts(await world.settle())).toEqual(['hello']);
    expect(await world.ledger()).toHaveLength(1);
  });

  test('answers keep the order of their requests, though a later tool run is faster', async () => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    await world.text(1, 'say slow');
    await world.text(2, 'say quick');
    await world.text(3, 'hello');
    const sent = await world.settle({
      runTool: async (attempt) => {
        const word = 'word' in attempt.run.input ? String(attempt.run.input.word) : '';
        if (word === 'slow') await slow;
        else release();
        return world.parts().runTool(attempt);
      },
    });
    expect(texts(sent)).toEqual(['echo slow', 'echo quick', 'hello']);
  });

  test('an answer whose turn came while it was being written is dispatched by its own turn', async () => {
    await world.text(1, 'hello');
    await world.text(2, 'note', {
      // The notifier ends the first one and looks for the next before it can see this one.
      atCrashPoint: async (point) => {
        if (point === 'turn.committed') await world.db.query(sql`update effects set state = 'finished' where id = ${`tg-${world.bot()}-1-1`}`);
      },
    });
    expect(await world.db.query(sql`select state from effects where id = ${`tg-${world.bot()}-2-1`}`)).toEqual([{ state: 'dispatched' }]);
  });

  test('an update waits while an earlier one of its chat is unfinished, and another chat does not', async () => {
    const dying = dyingAt('turn.claimed');
    void world.text(1, 'hello', dying);
    await dying.reached;
    expect(await world.text(2, 'note')).toEqual({ type: 'later', ms: 250, why: 'an earlier update of the chat is unfinished' });
    expect(await world.take({ update_id: 3, message: { message_id: 1, date: 1, chat: { id: 8, type: 'private' }, from: { id: 8, is_bot: false }, text: 'hello' } }, { chatId: '8' })).toEqual(DONE);
    await world.text(1, 'hello');
    await world.text(2, 'note');
    expect(texts(await world.settle()).sort()).toEqual(['hello', 'hello', 'noted']);
  });

  const COMMITTED: readonly CrashPoint[] = ['turn.committed', 'turn.added', 'turn.marked'];

  describe.each<CrashPoint>(['turn.claimed', 'turn.decided', ...COMMITTED])('killed at %s', (point) => {
    test('and delivered again, an update is answered once', async () => {
      const dying = dyingAt(point);
      void world.press(1, 'say:moon', dying);
      await dying.reached;
      expect(await world.press(1, 'say:moon')).toEqual(DONE);
      const sent = await world.settle();
      expect(sent.map((one) => one.effectId)).toEqual(expect.arrayContaining(['1-1', '1-2-3']));
      expect(sent).toHaveLength(2);
      expect(await world.ledger()).toMatchObject([{ state: 'done' }]);
    });
  });

  test.each(COMMITTED)('killed at %s and never delivered again, an update is answered by the relay', async (point) => {
    const dying = dyingAt(point);
    void world.text(1, 'say moon', dying);
    await dying.reached;
    await relay();
    expect(texts(await world.settle())).toEqual(['echo moon']);
    await relay();
    expect(await world.ledger()).toMatchObject([{ state: 'done' }]);
  });

  test('killed after its claim, with its job lost, an update comes again by the relay', async () => {
    const dying = dyingAt('turn.claimed');
    void world.text(1, 'hello', dying);
    await dying.reached;
    world.clock.advance(200_000);
    await relay();
    const [state] = (await world.queues.inspect(['inbox'])).filter((one) => one.waiting > 0);
    expect(state?.waiting).toBe(1);
    await world.text(1, 'hello');
    expect(texts(await world.settle())).toEqual(['hello']);
  });

  test('what the queue has lost is added again after a while, and once if it was not lost', async () => {
    const forgets = { add: () => Promise.resolve(), addAll: () => Promise.resolve() };
    await world.text(1, 'hello', { producer: forgets });
    await world.text(2, 'say moon', { producer: forgets });
    expect(await world.settle()).toEqual([]);
    world.clock.advance(590_000);
    await relay();
    expect(await world.settle()).toEqual([]);
    await relay();
    await relay();
    expect(texts(await world.settle())).toEqual(['hello', 'echo moon']);
  });

  describe('while the chat awaits a transcript', () => {
    beforeEach(() => chatAwaits({ event: 'heard', updateId: '5', since: '2027-03-15T11:59:50Z' }));

    test('updates are held in their order until it comes, and a press is acknowledged at once', async () => {
      expect(await world.text(6, 'hello')).toEqual(DONE);
      expect(await world.press(7, 'ui:systems')).toEqual(DONE);
      expect((await world.settle()).map((one) => one.message.type)).toEqual(['callback']);
      expect(await world.ledger()).toMatchObject([{ state: 'held' }, { state: 'held' }]);
      expect(await world.takeInternal('heard', 5)).toEqual(DONE);
      expect(texts(await world.settle())).toEqual(['hello', 'mode DEMO']);
      expect(await world.ledger()).toMatchObject([{ state: 'done' }, { state: 'done' }, { event: 'heard', state: 'done' }]);
    });

    test('another voice message that was heard waits for its place', async () => {
      await world.takeInternal('heard', 9);
      expect(await world.ledger()).toMatchObject([{ updateId: '9', state: 'held' }]);
    });

    test('/cancel passes, ends the wait, and what was held goes on', async () => {
      await world.text(6, 'hello');
      await world.text(7, '/cancel');
      expect(texts(await world.settle())).toEqual(expect.arrayContaining(['hello']));
      expect(await world.ledger()).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    });

    test('a flood is told of at once and holds no place', async () => {
      await world.text(6, 'hello', { limits: { floodMaxPerMinute: 0, readRetryDeadlineSec: 900 } });
      expect(await world.ledger()).toMatchObject([{ result: 'flooded' }]);
    });

    test('an update that was held is not measured for a flood again', async () => {
      await world.text(6, 'hello');
      await world.takeInternal('heard', 5, {}, { limits: { floodMaxPerMinute: 0, readRetryDeadlineSec: 900 } });
      expect(texts(await world.settle())).toEqual(['hello']);
    });

    test('the relay ends a wait that was long enough', async () => {
      await world.text(6, 'hello');
      world.clock.advance(60_000);
      await relay();
      const waiting = (await world.queues.inspect(['inbox'])).reduce((sum, one) => sum + one.waiting, 0);
      expect(waiting).toBeGreaterThanOrEqual(1);
      await world.takeInternal('waited', 5, { awaited: 'heard' });
      expect(texts(await world.settle())).toEqual(['hello']);
    });

    test.each<[CrashPoint, number]>([
      ['turn.held', 0],
      ['turn.added', 0],
    ])('killed at %s, a press that is held is acknowledged when it is delivered again', async (point, skip) => {
      const dying = dyingAt(point, skip);
      void world.press(7, 'ui:systems', dying);
      await dying.reached;
      await world.press(7, 'ui:systems');
      expect((await world.settle()).map((one) => one.effectId)).toEqual(['7-1']);
      await world.takeInternal('heard', 5);
      expect((await world.settle()).map((one) => one.effectId)).toEqual(['7-2']);
    });

    test.each<[CrashPoint, number]>([
      ['turn.committed', 0],
      ['turn.marked', 0],
      ['turn.committed', 1],
      ['turn.released', 0],
    ])('killed at %s after %i others, what is held goes on in order when the event is delivered again', async (point, skip) => {
      await world.text(6, 'hello');
      await world.text(7, 'note');
      const dying = dyingAt(point, skip);
      void world.takeInternal('heard', 5, {}, dying);
      await dying.reached;
      await world.takeInternal('heard', 5);
      // What the event's own job cannot reach is decided already: the relay sends it and sets the rest going.
      await relay();
      await world.text(8, 'say moon');
      expect(texts(await world.settle())).toEqual(['hello', 'noted', 'echo moon']);
      expect((await world.ledger()).map((row) => row.state)).toEqual(['done', 'done', 'done', 'done']);
    });

    test.each<CrashPoint>(['turn.committed', 'turn.marked'])('killed at %s, the event releases what is held when it is delivered again', async (point) => {
      await world.text(6, 'hello');
      const dying = dyingAt(point);
      void world.takeInternal('heard', 5, {}, dying);
      await dying.reached;
      await world.takeInternal('heard', 5);
      expect(await world.ledger()).toMatchObject([{ updateId: '6', state: 'done' }, { event: 'heard' }]);
    });

    test('what nobody released goes first when the next update comes', async () => {
      await world.text(6, 'hello');
      await world.db.query(sql`update sessions set state = ${JSON.stringify(emptySession)}`);
      await world.text(7, 'note');
      expect(texts(await world.settle())).toEqual(['hello', 'noted']);
    });
  });

  test('a stranger leaves a record and nothing else, at most one in the time of the throttle', async () => {
    const knock = (id: number) => world.take({ update_id: id, message: { message_id: 1, date: 1, chat: { id: 9, type: 'private' }, from: { id: 9, is_bot: false }, text: 'let me in 12345' } }, { chatId: '9' });
    await knock(1);
    await knock(2);
    world.clock.advance(61_000);
    await knock(3);
    expect(await world.settle()).toEqual([]);
    expect(await world.db.query(sql`select event_type as type, fields ->> 'excerpt' as excerpt from audit_events`)).toEqual([
      { type: 'access_denied', excerpt: 'let me in #' },
      { type: 'access_denied', excerpt: 'let me in #' },
    ]);
    expect((await world.ledger()).map((row) => row.result)).toEqual(['denied', 'denied', 'denied']);
  });

  test('a flood is recorded, told of once and not acted upon; after a minute all goes on', async () => {
    const limits = { floodMaxPerMinute: 3, readRetryDeadlineSec: 900 };
    for (const id of [1, 2, 3, 4, 5]) await world.text(id, 'hello', { limits });
    const sent = texts(await world.settle());
    expect(sent.slice(0, 3)).toEqual(['hello', 'hello', 'hello']);
    expect(sent).toHaveLength(4);
    expect((await world.ledger()).map((row) => row.result)).toEqual(['answered', 'answered', 'answered', 'flooded', 'flooded']);
    world.clock.advance(61_000);
    await world.text(6, 'hello', { limits });
    expect(texts(await world.settle())).toEqual(['hello']);
  });

  test.each([
    ['4096 emoji', '😀'.repeat(2048)],
    ['right-to-left marks', '\u202Ekpi\u200F مرحبا'],
    ['NUL', 'he\0llo'],
    ['lone surrogates', 'a\uD800b\uDC00'],
  ])('a text with %s is stored and answered', async (_name, text) => {
    expect(await world.text(1, text)).toEqual(DONE);
    expect(texts(await world.settle())).toHaveLength(1);
    expect(await world.ledger()).toMatchObject([{ state: 'done' }]);
  });

  test('changes of a domain are applied in the transaction of the turn, or not at all', async () => {
    const note = jest.fn((tx: Db) => tx.query(sql`insert into kept_values (key, value, expires_at) values ('change', '1', '2030-01-01')`).then(() => undefined));
    await world.text(1, 'note', { composed: composeEcho({ changes: { note } }) });
    expect(note).toHaveBeenCalledTimes(1);
    expect(await world.db.query(sql`select key from kept_values order by key`)).toEqual([{ key: 'change' }, { key: 'noted' }]);
    const fails = composeEcho({ changes: { note: () => Promise.reject(new Error('no')) } });
    await expect(world.text(2, 'note', { composed: fails })).rejects.toThrow('no');
    expect(await world.ledger()).toMatchObject([{ state: 'done' }, { state: 'claimed' }]);
  });

  test('a store that is away hands the job back without an attempt lost', async () => {
    const away = { ...world.db, query: () => Promise.reject(new StoreUnavailableError('away')) };
    expect(await world.text(1, 'hello', { db: away })).toMatchObject({ type: 'interrupted' });
    const noQueue = { add: () => Promise.reject(new QueueUnavailableError('away')), addAll: () => Promise.reject(new QueueUnavailableError('away')) };
    expect(await world.text(1, 'hello', { producer: noQueue })).toMatchObject({ type: 'interrupted' });
    await world.text(1, 'hello');
    expect(texts(await world.settle())).toEqual(['hello']);
  });
});

leakCheck();
