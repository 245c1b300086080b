import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import { READING, SESSION_COOKIE } from '../auth/guard';
import type { ConsoleParts } from '../parts';
import { view } from './error-reply';

export const RAW_PATH = '/raw';

/** Its document brings a style of its own and a base; scripts stay those of this origin. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

/** Bull Board: the queues as BullMQ has them, to be looked at only. What changes something is done by the console, which audits it. */
export function rawQueues(app: FastifyInstance, parts: ConsoleParts): void {
  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath(RAW_PATH);
  createBullBoard({
    queues: parts.queues.rawQueues().map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter,
    // Who works is told by the overview: on Postgres Bull Board finds nobody.
    options: { uiConfig: { boardTitle: 'OwnerBot', showWorkers: false } },
  });
  // Not the guard of the API: what that throws, Bull Board would answer in its own way.
  app.addHook('onRequest', async (request, reply) => {
    const id = request.cookies[SESSION_COOKIE];
    const session = id === undefined ? null : await parts.sessions.find(id);
    if (session === null) return reply.code(401).send(view('NOT_LOGGED_IN', 'log in to the console first'));
    if (READING.has(request.method)) return undefined;
    const fields = { code: 'RAW_READ_ONLY', method: request.method, route: RAW_PATH, address: request.ip };
    await parts.operations.auditOperator(session.operator, { action: 'refused', severity: 'warning', fields });
    return reply.code(405).send(view('REQUEST_INVALID', 'the raw queues are read-only'));
  });
  app.addHook('onSend', async (_request, reply) => void reply.header('content-security-policy', POLICY).header('cache-control', 'no-store'));
  app.register(serverAdapter.registerPlugin(), { prefix: RAW_PATH });
}
