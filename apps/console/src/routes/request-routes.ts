import type { FastifyInstance } from 'fastify';
import type { ConsoleParts } from '../parts';
import { exactly, ID_PARAMS, PAGE_PROPERTIES } from './schemas';

/** Requests, from their update to their messages. */
export function requestRoutes(app: FastifyInstance, { operations }: ConsoleParts): void {
  app.get<{ Querystring: { limit?: number; cursor?: string; chatId?: string; updateId?: string } }>(
    '/api/requests',
    { schema: { querystring: exactly({ ...PAGE_PROPERTIES, chatId: { type: 'string', maxLength: 24 }, updateId: { type: 'string', maxLength: 24 } }) } },
    async ({ query: { limit, cursor, ...query } }) => operations.listRequests(query, { limit, cursor }),
  );

  app.get<{ Params: { id: string } }>('/api/requests/:id', { schema: { params: ID_PARAMS } }, async ({ params: { id } }) => operations.traceRequest(id));
}
