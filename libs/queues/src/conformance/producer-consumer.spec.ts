import { leakCheck } from '@ownerbot/testing';
import { done, type Handler, type Handlers } from '../index';
import { aChat, anUpdate, BACKENDS, emptyStore, QUICK, until, Workshop, type TestStore } from './support';

const inbox = (handle: Handler<'inbox.update'>): Handlers<'inbox'> => ({
  'inbox.update': handle,
  'inbox.heard': async () => done(),
  'inbox.planned': async () => done(),
  'inbox.waited': async () => done(),
});

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
    const handler = inbox(async ({ payload }) => {
      const lane = payload.chatId;
      running.set(lane, (running.get(lane) ?? 0) + 1);
      most = Math.max(most, running.get(lane) ?? 0);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      seen.push(`${payload.chatId} ${payload.updateId}`);
      running.set(lane, (running.get(lane) ?? 0) - 1);
      return done();
    });
    for (let count = 0; count < 3; count += 1) await workshop.started(workshop.queues(store.settings).consumer({ families: ['inbox'], handlers: handler, timing: QUICK }));
    for (let number = 1; number <= 15; number += 1) await Promise.all(chats.map((chat) => producer.add(anUpdate(chat, number))));

    await until('all jobs', () => seen.length === 90);

    for (const chat of chats) {
      expect(seen.filter((one) => one.startsWith(`${chat} `))).toEqual(Array.from({ length: 15 }, (_, index) => `${chat} ${index + 1}`));
    }
    expect(most).toBe(1);
  });
});

leakCheck();
