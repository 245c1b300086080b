import { leakCheck } from '@ownerbot/testing';
import { done, JobInvalidError, PayloadInvalidError, type JobRequest } from '../index';
import { inboxOf } from './handlers';
import { aChat, anUpdate, aToolRun, BACKENDS, emptyStore, QUICK, until, Workshop, type TestStore } from './support';

describe.each(BACKENDS)('order and identity on %s', (backend) => {
  const workshop = new Workshop();
  let store: TestStore;
  beforeAll(async () => {
    store = await emptyStore(backend);
  });
  afterEach(() => workshop.close());
  afterAll(() => store.remove());

  test('a chat keeps its order on several consumers, and a lane runs one job at a time', async () => {
    const chats = Array.from({ length: 6 }, aChat);
    const seen: string[] = [];
    const running = new Map<string, number>();
    let most = 0;
    const producer = workshop.queues(store.settings).producer();
    const handlers = inboxOf(async ({ payload: { chatId, updateId } }) => {
      running.set(chatId, (running.get(chatId) ?? 0) + 1);
      most = Math.max(most, running.get(chatId) ?? 0);
      await new Promise((resolve) => setTimeout(resolve, Number(updateId) % 3));
      seen.push(`${chatId} ${updateId}`);
      running.set(chatId, (running.get(chatId) ?? 0) - 1);
      return done();
    });
    for (let count = 0; count < 3; count += 1) await workshop.started(workshop.queues(store.settings).consumer({ families: ['inbox'], handlers, timing: QUICK }));
    for (let number = 1; number <= 15; number += 1) await Promise.all(chats.map((chat) => producer.add(anUpdate(chat, number))));

    await until('all jobs', () => seen.length === 90);

    for (const chat of chats) {
      expect(seen.filter((one) => one.startsWith(`${chat} `))).toEqual(Array.from({ length: 15 }, (_, index) => `${chat} ${index + 1}`));
    }
    expect(most).toBe(1);
  });

  test('an id is added once: at the same time, while it waits, and after it was done', async () => {
    const chat = aChat();
    const seen: string[] = [];
    const queues = workshop.queues(store.settings);
    const [one, two] = [queues.producer(), workshop.queues(store.settings).producer()];
    await Promise.all([one, two, one, two].map((producer) => producer.add(anUpdate(chat, 1))));
    await one.add(anUpdate(chat, 1));
    expect((await queues.inspect(['inbox'])).reduce((sum, { waiting }) => sum + waiting, 0)).toBe(1);

    await workshop.started(
      queues.consumer({
        families: ['inbox'],
        handlers: inboxOf(async ({ id }) => {
          seen.push(id);
          return done();
        }),
        timing: QUICK,
      }),
    );
    await until('the job', () => seen.length === 1);
    await one.addAll([anUpdate(chat, 1), anUpdate(chat, 2), anUpdate(chat, 2), anUpdate(chat, 3), anUpdate(chat, 1), anUpdate(chat, 4), anUpdate(chat, 5)]);
    await until('the last job', () => seen.includes(`tg-1-${chat}-5`));
    expect(seen).toEqual([1, 2, 3, 4, 5].map((number) => `tg-1-${chat}-${number}`));
  });

  test('many jobs for many queues are added in their order', async () => {
    const chats = [aChat(), aChat(), aChat()];
    const seen: string[] = [];
    const queues = workshop.queues(store.settings);
    await queues.producer().addAll(Array.from({ length: 60 }, (_, index) => anUpdate(chats[index % 3] ?? '', index)));
    const handlers = inboxOf(async ({ payload }) => {
      seen.push(`${payload.chatId} ${payload.updateId}`);
      return done();
    });
    await workshop.started(queues.consumer({ families: ['inbox'], handlers, timing: QUICK }));
    await until('all jobs', () => seen.length === 60);
    for (const [first, chat] of chats.entries()) {
      expect(seen.filter((one) => one.startsWith(`${chat} `))).toEqual(Array.from({ length: 20 }, (_, index) => `${chat} ${index * 3 + first}`));
    }
  });

  test('what a handler gets is what was added, characters that no store likes included', async () => {
    const chat = aChat();
    const contents: unknown[] = [];
    const queues = workshop.queues(store.settings);
    const text = 'nul \u0000, half \ud83d, rtl \u202e, 😀';
    await queues.producer().addAll([anUpdate(chat, 1, { text }), anUpdate(chat, 2, { text })]);
    const handlers = inboxOf(async ({ kind, id, correlationId, attempt, attemptsAllowed, payload }) => {
      contents.push({ kind, id, correlationId, attempt, attemptsAllowed, update: payload.update });
      return done();
    });
    await workshop.started(queues.consumer({ families: ['inbox'], handlers, timing: QUICK }));
    await until('both jobs', () => contents.length === 2);
    const id = `tg-1-${chat}-1`;
    expect(contents[0]).toEqual({ kind: 'inbox.update', id, correlationId: id, attempt: 1, attemptsAllowed: 8, update: { update_id: 1, text } });
  });

  test('a job with a delay comes after it', async () => {
    const seen: string[] = [];
    const queues = workshop.queues(store.settings);
    const handlers = {
      'tool.run': async ({ id }: { id: string }) => {
        seen.push(id);
        return done();
      },
    };
    await workshop.started(queues.consumer({ families: ['tools'], handlers, concurrency: { tools: 1 }, timing: QUICK }));
    await queues.producer().addAll([{ ...aToolRun('late'), delayMs: 400 }, aToolRun('soon')]);
    await until('both', () => seen.length === 2);
    expect(seen).toEqual(['tool-soon', 'tool-late']);
  });

  test('a bad id, a missing lane key and a bad payload are refused before the store is asked', async () => {
    const producer = workshop.queues(store.settings).producer();
    const good = anUpdate(aChat(), 1);
    for (const id of ['', '123', 'a:b', 'ж', 'x'.repeat(201)]) await expect(producer.add({ ...good, id })).rejects.toThrow(JobInvalidError);
    await expect(producer.add({ ...good, laneKey: null })).rejects.toThrow(JobInvalidError);
    const bad = { ...good, payload: { ...good.payload, chatId: 'home' } } as JobRequest;
    await expect(producer.add(bad)).rejects.toThrow(PayloadInvalidError);
  });
});

leakCheck();
