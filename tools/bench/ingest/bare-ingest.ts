// The control, a process of its own: Fastify and `queue.add` over as many lanes, with the same data and options, and nothing else.
import fastify from 'fastify';
import { pickLane } from '@ownerbot/queues';
import { WEBHOOK_PATH } from '@ownerbot/telegram';
import { bareQueues, jobData, jobOptions, type BareTarget } from '../parts/bare-queues';
import { obey } from '../parts/child';
import { BOT_ID } from '../parts/updates';

export interface BareIngestOrders extends BareTarget {
  readonly lanes: number;
}

interface Delivered {
  readonly update_id: number;
  readonly message: { readonly chat: { readonly id: number } };
}

obey<BareIngestOrders>(async (orders, say) => {
  const queues = bareQueues(orders);
  const app = fastify();
  app.post<{ Body: Delivered }>(WEBHOOK_PATH, async (request, reply) => {
    const update = request.body;
    const updateId = String(update.update_id);
    const chatId = String(update.message.chat.id);
    const id = `tg-${BOT_ID}-${updateId}`;
    const payload = { botId: BOT_ID, updateId, chatId, userId: chatId, receivedAt: new Date().toISOString(), update };
    await queues.add(`inbox-${pickLane(chatId, orders.lanes)}`, 'inbox.update', jobData('inbox.update', id, payload), jobOptions(orders.backend, 'inbox.update', id));
    return reply.code(200).send();
  });
  say({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
});
