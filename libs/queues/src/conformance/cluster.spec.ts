import { leakCheck, startRedis } from '@ownerbot/testing';
import { done } from '../index';
import { inboxOf } from './handlers';
import { aChat, anUpdate, QUICK, until, Workshop } from './support';

test('on a Redis Cluster every queue keeps to one slot, and a lane keeps its order', async () => {
  const redis = await startRedis({ cluster: true });
  const workshop = new Workshop();
  try {
    const settings = { backend: 'redis', redisClusterNodes: [redis.url], inboxLanes: 3 } as const;
    const queues = workshop.queues(settings);
    await queues.checkLanes();
    const chats = [aChat(), aChat(), aChat(), aChat()];
    await queues.producer({ failFastMs: 3_000 }).addAll(Array.from({ length: 40 }, (_, index) => anUpdate(chats[index % 4] ?? '', index)));
    const seen: string[] = [];
    const handlers = inboxOf(async ({ payload }) => {
      seen.push(`${payload.chatId} ${payload.updateId}`);
      return done();
    });
    await workshop.started(workshop.queues(settings).consumer({ families: ['inbox'], handlers, timing: QUICK }));
    await until('all jobs', () => seen.length === 40);
    for (const [first, chat] of chats.entries()) {
      expect(seen.filter((one) => one.startsWith(`${chat} `))).toEqual(Array.from({ length: 10 }, (_, index) => `${chat} ${index * 4 + first}`));
    }
    expect((await queues.inspect(['inbox'])).map(({ workers }) => workers)).toEqual([1, 1, 1]);
    expect(await queues.lease('polling').acquire('one', 1_000)).toBe(true);
  } finally {
    await workshop.close();
    await redis.remove();
  }
});

leakCheck();
