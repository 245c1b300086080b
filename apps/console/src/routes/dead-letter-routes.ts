import type { FastifyInstance } from 'fastify';
import { operatorOf } from '../auth/guard';
import type { LetterFilterInput, ReplayInput, SelectionInput } from '../contract';
import type { ConsoleParts } from '../parts';
import { readFilter, readOptions, readSelection } from './read-selection';
import { exactly, FILTER_PROPERTIES, ID_PARAMS, PAGE_PROPERTIES, REASON, REPLAY_PROPERTIES, SELECTION_PROPERTIES } from './schemas';

interface ById {
  readonly id: string;
}

interface PageInput {
  readonly limit?: number;
  readonly cursor?: string;
}

const LIST_QUERY = exactly({ ...FILTER_PROPERTIES, ...PAGE_PROPERTIES });

/** Dead letters, and the operations that empty them. */
export function deadLetterRoutes(app: FastifyInstance, { operations }: ConsoleParts): void {
  app.get<{ Querystring: LetterFilterInput & PageInput }>('/api/dead-letters', { schema: { querystring: LIST_QUERY } }, async ({ query: { limit, cursor, ...filter } }) =>
    operations.listDeadLetters(readFilter(filter), { limit, cursor }),
  );

  app.get<{ Querystring: LetterFilterInput & PageInput }>('/api/dead-letters/groups', { schema: { querystring: LIST_QUERY } }, async ({ query: { limit, cursor, ...filter } }) =>
    operations.groupDeadLetters(readFilter(filter), { limit, cursor }),
  );

  app.get<{ Params: ById }>('/api/dead-letters/:id', { schema: { params: ID_PARAMS } }, async ({ params: { id } }) => operations.showDeadLetter(id));

  // The dry run changes nothing, so viewers may look at it too.
  app.post<{ Body: ReplayInput }>('/api/dead-letters/plan', { schema: { body: exactly(REPLAY_PROPERTIES) }, config: { access: 'viewer' } }, async ({ body }) =>
    operations.planReplay(readSelection(body), readOptions(body)),
  );

  app.post<{ Body: ReplayInput }>('/api/dead-letters/replay', { schema: { body: exactly(REPLAY_PROPERTIES) } }, async (request, reply) => {
    const { body } = request;
    return reply.code(201).send(await operations.startReplay(operatorOf(request), readSelection(body), readOptions(body)));
  });

  app.post<{ Body: SelectionInput & { reason: string } }>(
    '/api/dead-letters/drain',
    { schema: { body: exactly({ ...SELECTION_PROPERTIES, reason: REASON }, ['reason']) } },
    async (request, reply) => reply.code(201).send(await operations.startDrain(operatorOf(request), readSelection(request.body), request.body.reason)),
  );

  app.post<{ Body: { ids: string[]; reason: string } }>(
    '/api/dead-letters/discard',
    { schema: { body: exactly({ ids: SELECTION_PROPERTIES.ids, reason: REASON }, ['ids', 'reason']) } },
    async (request) => ({ discarded: await operations.discard(operatorOf(request), request.body.ids, request.body.reason) }),
  );

  app.post<{ Params: ById; Body: { payload: unknown; force?: boolean } }>(
    '/api/dead-letters/:id/edit-and-replay',
    { schema: { params: ID_PARAMS, body: exactly({ payload: { type: 'object' }, force: { type: 'boolean' } }, ['payload']) } },
    async (request, reply) => {
      const { payload, force } = request.body;
      return reply.code(201).send(await operations.editAndReplay(operatorOf(request), request.params.id, payload, { force }));
    },
  );
}
