import { leakCheck } from '@ownerbot/testing';
import { sql } from '@ownerbot/storage';
import { ALICE, openLettersWorld, type LettersWorld } from '../fixtures/letters-world';

let world: LettersWorld;
beforeAll(async () => {
  world = await openLettersWorld('postgres');
});
afterEach(() => world.empty());
afterAll(() => world.close());

const NASTY = [`1'; drop table dead_letters; --`, '<script>alert(1)</script>', '-1', '0', '1.5', ' 7', '9'.repeat(30), ''];

describe('lists', () => {
  test('come newest first, page by page, with the number of all', async () => {
    const ids = await world.buryMany(5);
    const first = await world.operations.listDeadLetters({}, { limit: 2 });
    expect(first).toMatchObject({ total: 5, items: [{ id: ids[4] }, { id: ids[3] }] });
    const second = await world.operations.listDeadLetters({}, { limit: 2, cursor: first.next });
    const third = await world.operations.listDeadLetters({}, { limit: 2, cursor: second.next });
    expect([...second.items, ...third.items].map(({ id }) => id)).toEqual([ids[2], ids[1], ids[0]]);
    expect(third.next).toBeNull();
  });

  test('hold what every condition of the filter allows', async () => {
    const tool = await world.bury({ kind: 'tool.run', queue: 'tools', id: 'tool-1', correlationId: 'tg-1-1', code: 'TOOL_BROKEN', message: 'a 100% defect', payload: { chatId: '-1007', effectId: 'tool-1' }, diedAt: new Date('2027-03-01T00:00:00Z') });
    const other = await world.bury({ code: 'OTHER', message: 'another', diedAt: new Date('2027-03-02T00:00:00Z') });
    const found = async (filter: Parameters<typeof world.operations.listDeadLetters>[0]) => (await world.operations.listDeadLetters(filter)).items.map(({ id }) => id);
    expect(await found({ kind: 'tool.run' })).toEqual([tool]);
    expect(await found({ queue: 'inbox-0' })).toEqual([other]);
    expect(await found({ code: 'TOOL_BROKEN' })).toEqual([tool]);
    expect(await found({ chatId: '-1007' })).toEqual([tool]);
    expect(await found({ since: new Date('2027-03-02T00:00:00Z') })).toEqual([other]);
    expect(await found({ until: new Date('2027-03-02T00:00:00Z') })).toEqual([tool]);
    expect(await found({ text: '100% DEF' })).toEqual([tool]);
    expect(await found({ text: '1_0' })).toEqual([]);
    expect(await found({ kind: 'tool.run', code: 'OTHER' })).toEqual([]);
    expect(await found({ state: 'replayed' })).toEqual([]);
    const [{ fingerprint } = { fingerprint: '' }] = (await world.operations.groupDeadLetters({ code: 'OTHER' })).items;
    expect(await found({ fingerprint })).toEqual([other]);
  });

  test.each([
    [{ chatId: '<b>' }, 'chat'],
    [{ fingerprint: `' or 1=1` }, 'fingerprint'],
    [{ code: '' }, 'code'],
    [{ text: 'x'.repeat(201) }, 'text'],
    [{ since: new Date('never') }, 'since'],
    [{ since: new Date(2), until: new Date(1) }, 'until'],
  ] as const)('refuse the filter %j', async (filter, field) => {
    await expect(world.operations.listDeadLetters(filter)).rejects.toMatchObject({ code: 'SELECTION_INVALID', fields: { field } });
  });

  test('refuse limits and cursors that cannot be', async () => {
    await expect(world.operations.listDeadLetters({}, { limit: 0 })).rejects.toMatchObject({ code: 'SELECTION_INVALID' });
    await expect(world.operations.listDeadLetters({}, { cursor: `1' or 1=1` })).rejects.toMatchObject({ code: 'SELECTION_INVALID' });
    await expect(world.operations.listOperations({ cursor: '<b>' })).rejects.toMatchObject({ code: 'SELECTION_INVALID' });
  });

  test('by cause: how many of each, in how many chats, the newest as the sample', async () => {
    await world.buryMany(2, { code: 'A', message: 'order 17 is gone' });
    const newest = await world.bury({ code: 'A', message: 'order 18 is gone' });
    await world.bury({ code: 'B', message: 'other' });
    const groups = await world.operations.groupDeadLetters({}, { limit: 1 });
    expect(groups).toMatchObject({ total: 2, next: '1', items: [{ code: 'A', count: 3, chats: 1, sampleId: newest, message: 'order 18 is gone' }] });
    expect(await world.operations.groupDeadLetters({}, { limit: 1, cursor: groups.next })).toMatchObject({ total: 2, next: null, items: [{ code: 'B', count: 1 }] });
  });
});

describe('what is not there', () => {
  test.each(NASTY)('the id %j is told apart from every letter, operation and request', async (id) => {
    await world.bury({});
    await expect(world.operations.showDeadLetter(id)).rejects.toMatchObject({ code: 'LETTER_UNKNOWN' });
    await expect(world.operations.planReplay({ ids: [id] })).rejects.toMatchObject({ code: 'LETTER_UNKNOWN' });
    await expect(world.operations.startReplay(ALICE, { ids: [id] })).rejects.toMatchObject({ code: 'LETTER_UNKNOWN' });
    await expect(world.operations.discard(ALICE, [id], 'x')).rejects.toMatchObject({ code: 'LETTER_UNKNOWN' });
    await expect(world.operations.editAndReplay(ALICE, id, {})).rejects.toMatchObject({ code: 'LETTER_UNKNOWN' });
    await expect(world.operations.pauseOperation(ALICE, id)).rejects.toMatchObject({ code: 'OPERATION_UNKNOWN' });
    await expect(world.operations.traceRequest(id)).rejects.toMatchObject({ code: 'REQUEST_UNKNOWN' });
    await expect(world.operations.pauseQueue(ALICE, id)).rejects.toMatchObject({ code: 'QUEUE_UNKNOWN' });
    expect(await world.audits()).toEqual([]);
    expect((await world.operations.listDeadLetters({})).total).toBe(1);
  });

  test('one unknown id among known ones stops the whole, and names it', async () => {
    const id = await world.bury({});
    await expect(world.operations.startReplay(ALICE, { ids: [id, '999999'] })).rejects.toMatchObject({ code: 'LETTER_UNKNOWN', fields: { ids: ['999999'] } });
    await expect(world.operations.discard(ALICE, [id, '999999'], 'x')).rejects.toMatchObject({ code: 'LETTER_UNKNOWN' });
    expect(await world.stateOf(id)).toMatchObject({ state: 'open' });
    expect((await world.operations.listOperations()).total).toBe(0);
  });

  test('a filter that matches nothing starts nothing', async () => {
    await world.bury({});
    for (const attempt of [
      () => world.operations.planReplay({ filter: { code: 'NONE' } }),
      () => world.operations.startReplay(ALICE, { filter: { code: 'NONE' } }),
      () => world.operations.startDrain(ALICE, { filter: { code: 'NONE' } }, 'x'),
    ]) await expect(attempt()).rejects.toMatchObject({ code: 'NOTHING_MATCHES' });
    expect(await world.audits()).toEqual([]);
    expect((await world.operations.listOperations()).total).toBe(0);
  });
});

describe('a replay', () => {
  test('of a letter that is being replayed is refused, with the operation that has it', async () => {
    const id = await world.bury({});
    const { id: operation } = await world.operations.startReplay(ALICE, { ids: [id] });
    await expect(world.operations.startReplay(ALICE, { ids: [id] })).rejects.toMatchObject({ code: 'LETTER_BUSY', fields: { operationIds: [operation] } });
    await expect(world.operations.discard(ALICE, [id], 'x')).rejects.toMatchObject({ code: 'LETTER_BUSY' });
    await expect(world.operations.startReplay(ALICE, { filter: {} })).rejects.toMatchObject({ code: 'NOTHING_MATCHES', message: expect.stringContaining('busy') as string });
    expect(await world.operations.planReplay({ filter: {} })).toMatchObject({ matched: 1, willReplay: 0, skipped: [{ reason: 'busy', count: 1 }] });
    expect(await world.operations.showDeadLetter(id)).toMatchObject({ operationId: operation });
    expect(await world.audits()).toHaveLength(1);
  });

  test('two at once of the same letters: one has them, the other is refused', async () => {
    const ids = await world.buryMany(3);
    const both = await Promise.allSettled([world.operations.startReplay(ALICE, { ids }), world.operations.startReplay(ALICE, { ids })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'LETTER_BUSY' } });
  });

  test('more than three times needs force', async () => {
    const [worn = '', fresh = ''] = await world.buryMany(2);
    await world.db.query(sql`update dead_letters set replays = 3 where id = ${worn}`);
    expect(await world.operations.planReplay({ filter: {} })).toMatchObject({ matched: 2, willReplay: 1, skipped: [{ reason: 'replayed-too-often', count: 1 }] });
    await expect(world.operations.startReplay(ALICE, { ids: [worn, fresh] })).rejects.toMatchObject({ code: 'REPLAY_LIMIT', fields: { ids: [worn], limit: 3 } });
    expect(await world.operations.startReplay(ALICE, { filter: {} })).toMatchObject({ progress: { total: 1 } });
    expect(await world.operations.startReplay(ALICE, { ids: [worn] }, { force: true })).toMatchObject({ force: true, progress: { total: 1 } });
  });

  test('leaves alone what has no payload any more, and ticks, which come by themselves', async () => {
    const empty = await world.bury({ payload: null });
    await world.bury({ kind: 'schedule.tick', queue: 'schedule', id: 'repeat:sch-relay:1', correlationId: 'sch-relay-1', payload: { name: 'relay', slot: '2027-03-15T12:00:00Z' } });
    expect((await world.operations.planReplay({ filter: {} })).skipped).toEqual(expect.arrayContaining([{ reason: 'payload-gone', count: 1 }, { reason: 'comes-by-itself', count: 1 }]));
    await expect(world.operations.startReplay(ALICE, { ids: [empty] })).rejects.toMatchObject({ code: 'NOTHING_MATCHES', message: expect.stringContaining('payload-gone') as string });
    expect(await world.operations.discard(ALICE, [empty], 'gone')).toBe(1);
  });

  test.each([
    [{ ratePerSec: 0 }, 'rate'],
    [{ ratePerSec: Number.NaN }, 'rate'],
    [{ canary: { first: 0, maxDead: 0 } }, 'canary'],
    [{ canary: { first: 5, maxDead: 5 } }, 'canary'],
  ] as const)('with %j is refused', async (options, field) => {
    const id = await world.bury({});
    await expect(world.operations.startReplay(ALICE, { ids: [id] }, options)).rejects.toMatchObject({ code: 'SELECTION_INVALID', fields: { field } });
  });

  test('leaves one audit row with who, what and how many', async () => {
    const ids = await world.buryMany(2, { code: 'A' });
    const operation = await world.operations.startReplay(ALICE, { filter: { code: 'A', since: new Date('2020-01-01T00:00:00Z') } }, { ratePerSec: 5, canary: { first: 1, maxDead: 0 } });
    expect(await world.audits()).toEqual([
      {
        actor: 'alice', action: 'dead-letters.replay', operationId: operation.id, filter: { code: 'A', state: 'open', since: '2020-01-01T00:00:00.000Z' },
        total: 2, ratePerSec: 5, canary: { first: 1, maxDead: 0 }, force: false, skipped: [],
      },
    ]);
    expect((await world.operations.listOperationItems(operation.id)).items.map(({ letterId, state }) => [letterId, state])).toEqual(ids.map((id) => [id, 'waiting']));
    expect((await world.operations.listOperations({ isOpen: true })).items).toMatchObject([{ id: operation.id, requestedBy: 'alice', state: 'running' }]);
  });
});

describe('an edit', () => {
  test('that breaks the schema is refused with the path of the field, and nothing is written', async () => {
    const id = await world.bury({});
    const { payload } = await world.operations.showDeadLetter(id);
    await expect(world.operations.editAndReplay(ALICE, id, { ...payload, receivedAt: 'yesterday' })).rejects.toMatchObject({ code: 'PAYLOAD_INVALID', message: expect.stringContaining('receivedAt') as string });
    await expect(world.operations.editAndReplay(ALICE, id, { ...payload, extra: 1 })).rejects.toMatchObject({ code: 'PAYLOAD_INVALID', message: expect.stringContaining('extra') as string });
    await expect(world.operations.editAndReplay(ALICE, id, 7)).rejects.toMatchObject({ code: 'PAYLOAD_INVALID' });
    await expect(world.operations.editAndReplay(ALICE, id, JSON.parse('{"__proto__": {}}'))).rejects.toMatchObject({ code: 'PAYLOAD_INVALID' });
    expect(await world.audits()).toEqual([]);
    expect((await world.operations.listOperations()).total).toBe(0);
  });

  test('may not move a job to another chat', async () => {
    const id = await world.bury({});
    const { payload } = await world.operations.showDeadLetter(id);
    await expect(world.operations.editAndReplay(ALICE, id, { ...payload, chatId: '666' })).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
  });

  test('stands in the audit with its difference, and in the letter once it is replayed', async () => {
    const id = await world.bury({});
    const { payload } = await world.operations.showDeadLetter(id);
    const edited = { ...payload, update: { update_id: 1, message: { text: 'mended' } } };
    await world.operations.editAndReplay(ALICE, id, edited);
    expect(await world.audits()).toMatchObject([
      { actor: 'alice', action: 'dead-letters.edit', ids: [id], difference: expect.arrayContaining([{ path: 'update.message.text', before: '"hello"', after: '"mended"' }]) as object },
    ]);
    await world.runner();
    await world.db.query(sql`select 1`);
    for (;;) {
      const letter = await world.operations.showDeadLetter(id);
      if (letter.state === 'replaying') {
        expect(letter.payload).toEqual(edited);
        break;
      }
    }
  });
});

describe('a discard', () => {
  test('closes the letters with who and why, once', async () => {
    const ids = await world.buryMany(2);
    expect(await world.operations.discard(ALICE, ids, '  a test  ')).toBe(2);
    expect(await world.operations.showDeadLetter(ids[0] ?? '')).toMatchObject({ state: 'discarded', closedBy: 'alice', reason: 'a test' });
    await expect(world.operations.discard(ALICE, ids, 'again')).rejects.toMatchObject({ code: 'LETTER_CLOSED' });
    await expect(world.operations.startReplay(ALICE, { ids })).rejects.toMatchObject({ code: 'LETTER_CLOSED' });
    await expect(world.operations.discard(ALICE, ids, ' ')).rejects.toMatchObject({ code: 'SELECTION_INVALID' });
    expect(await world.audits()).toEqual([{ actor: 'alice', action: 'dead-letters.discard', ids, total: 2, reason: 'a test' }]);
  });
});

describe('queues', () => {
  test('are paused and resumed by name, each with its audit row', async () => {
    await world.operations.pauseQueue(ALICE, 'tools');
    expect((await world.operations.listQueues()).items.find(({ queue }) => queue === 'tools')).toMatchObject({ paused: true });
    await world.operations.resumeQueue(ALICE, 'tools');
    expect((await world.operations.listQueues()).items.find(({ queue }) => queue === 'tools')).toMatchObject({ paused: false });
    expect(await world.audits()).toEqual([{ actor: 'alice', action: 'queues.pause', queue: 'tools' }, { actor: 'alice', action: 'queues.resume', queue: 'tools' }]);
  });
});

describe('a trace', () => {
  test('follows a request to its death and its replay, oldest first', async () => {
    const id = await world.bury({});
    const { correlationId } = await world.operations.showDeadLetter(id);
    await world.operations.startReplay({ name: '<b>bob</b>' }, { ids: [id] });
    const trace = await world.operations.traceRequest(correlationId);
    expect(trace).toMatchObject({ correlationId, chatId: '1001' });
    expect(trace.steps.map(({ what, step }) => `${what} ${step}`)).toEqual(['audit job_dead', 'dead-letter attempt-failed', 'dead-letter died', 'replay asked-for']);
    expect(trace.steps.every(({ afterMs }) => afterMs >= 0)).toBe(true);
  });
});

leakCheck();
