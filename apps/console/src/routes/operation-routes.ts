import type { FastifyInstance } from 'fastify';
import { operatorOf } from '../auth/guard';
import type { ConsoleParts } from '../parts';
import { exactly, ID_PARAMS, PAGE_PROPERTIES } from './schemas';

interface ById {
  readonly id: string;
}

interface PageInput {
  readonly limit?: number;
  readonly cursor?: string;
}

/** Replays and drains under way, and the queues themselves. */
export function operationRoutes(app: FastifyInstance, { operations }: ConsoleParts): void {
  app.get<{ Querystring: PageInput & { isOpen?: boolean } }>(
    '/api/operations',
    { schema: { querystring: exactly({ ...PAGE_PROPERTIES, isOpen: { type: 'boolean' } }) } },
    async ({ query }) => operations.listOperations(query),
  );

  app.get<{ Params: ById }>('/api/operations/:id', { schema: { params: ID_PARAMS } }, async ({ params: { id } }) => operations.showOperation(id));

  app.get<{ Params: ById; Querystring: PageInput }>(
    '/api/operations/:id/items',
    { schema: { params: ID_PARAMS, querystring: exactly(PAGE_PROPERTIES) } },
    async ({ params: { id }, query }) => operations.listOperationItems(id, query),
  );

  for (const [step, act] of [
    ['pause', operations.pauseOperation.bind(operations)],
    ['resume', operations.resumeOperation.bind(operations)],
    ['cancel', operations.cancelOperation.bind(operations)],
  ] as const) {
    app.post<{ Params: ById }>(`/api/operations/:id/${step}`, { schema: { params: ID_PARAMS } }, async (request) => act(operatorOf(request), request.params.id));
  }

  for (const [step, act] of [
    ['pause', operations.pauseQueue.bind(operations)],
    ['resume', operations.resumeQueue.bind(operations)],
  ] as const) {
    app.post<{ Params: ById }>(`/api/queues/:id/${step}`, { schema: { params: ID_PARAMS } }, async (request) => {
      await act(operatorOf(request), request.params.id);
      return { queue: request.params.id, paused: step === 'pause' };
    });
  }
}
