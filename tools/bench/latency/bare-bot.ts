// The control, a process of its own: a bot that does everything in the handler of its webhook. It runs the same tool over the same
// shop and sends a text; nothing is stored, queued or in order.
import fastify from 'fastify';
import { ownerDomain } from '@ownerbot/owner';
import type { ToolRun } from '@ownerbot/queues';
import { silentLogger, systemClock } from '@ownerbot/runtime';
import { createDemoShop } from '@ownerbot/shop';
import { openDatabase, readSettings } from '@ownerbot/storage';
import { createTelegram, escapeHtml, WEBHOOK_PATH } from '@ownerbot/telegram';
import { createToolRegistry, createToolRunner, requestOfRun } from '@ownerbot/tools';
import { obey } from '../parts/child';
import { BOT_TOKEN } from '../parts/updates';

export interface Question {
  readonly text: string;
  readonly run: ToolRun;
}

export interface BareBotOrders {
  readonly databaseUrl: string;
  readonly apiRoot: string;
  readonly questions: readonly Question[];
}

interface Delivered {
  readonly update_id: number;
  readonly message: { readonly chat: { readonly id: number }; readonly text: string };
}

const TEXT_MAX = 1_000;

obey<BareBotOrders>(async ({ databaseUrl, apiRoot, questions }, say) => {
  const db = openDatabase({ url: databaseUrl, applicationName: 'bench control' });
  const { tenant } = await readSettings(db, null);
  const telegram = createTelegram({ token: BOT_TOKEN, apiRoot });
  const shop = createDemoShop({ db, clock: systemClock });
  const runner = createToolRunner({
    registry: createToolRegistry(ownerDomain.tools),
    chooseShop: () => Promise.resolve(shop),
    clock: systemClock,
    log: silentLogger,
    audit: () => Promise.resolve(),
  });

  const app = fastify();
  app.post<{ Body: Delivered }>(WEBHOOK_PATH, async ({ body: { update_id: updateId, message } }, reply) => {
    const question = questions.find((one) => one.text === message.text);
    if (question === undefined) return reply.code(400).send();
    const { signal } = new AbortController();
    const correlationId = `tg-${updateId}`;
    const run = { ...question.run, effectId: `${correlationId}-1`, requestedAt: new Date().toISOString(), deadlineAt: new Date(Date.now() + 60_000).toISOString() };
    const response = await runner.run(requestOfRun({ run, correlationId, tenant, mode: 'DEMO' }), { attempt: 1, signal });
    if (response.error !== null) throw new Error(response.error.code);
    await telegram.send({ chatId: String(message.chat.id), html: escapeHtml(JSON.stringify(response.data)).slice(0, TEXT_MAX) }, signal);
    return reply.code(200).send();
  });
  say({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
});
