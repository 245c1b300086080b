import type { FastifyInstance } from 'fastify';
import { UnknownError } from '../../errors';
import type { FaultInput } from '../../faults/fault-rule';
import { faultSchema } from '../../faults/fault-schema';
import type { CallQuery } from '../../state/call-log';
import { bounds } from '../../state/limits';
import { pressView } from '../../state/press-store';
import { lastPostView, roomView } from '../../state/room';
import type { Update } from '../../state/telegram-types';
import type { SisMachine } from '../../sis/sis-machine';
import type { World } from '../../state/world';
import { injectUpdates, type Injection } from '../actions/inject';
import { schemas } from '../schemas';

export interface MachineServices {
  world: World;
  deliveryView: () => unknown;
  reset: (keepWebhook: boolean) => void;
  /** The simulated SIS: its control API is here too, at `/sim`, for the page. */
  sis?: SisMachine;
}

/** Behind the chats: updates, calls, faults, reset. */
export function machineRoutes({ world, deliveryView, reset, sis }: MachineServices) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/state', async () => ({
      bot: world.bot,
      persons: [...world.persons.values()],
      chats: [...world.rooms.values()].map((room) => ({ ...roomView(room), last_post: lastPostView(room) })),
      delivery: deliveryView(),
      faults: world.faults.list(),
      last_call_seq: world.calls.lastSeq(),
      has_sis: sis !== undefined,
    }));

    app.post<{ Body: { keep_webhook?: boolean } | undefined }>('/reset', async ({ body }) => {
      reset(body?.keep_webhook ?? true);
      return { ok: true };
    });

    app.get<{ Params: { press: string } }>('/presses/:press', async ({ params }) => {
      const press = world.presses.get(params.press);
      if (!press) throw new UnknownError('press', params.press);
      return pressView(press);
    });

    app.get<{ Querystring: Partial<Omit<CallQuery, 'chatId'>> & { chat_id?: string } }>(
      '/calls',
      { schema: { querystring: schemas.callsQuery } },
      async ({ query: { after = 0, limit = 1000, method, chat_id: chatId } }) => ({
        last_seq: world.calls.lastSeq(),
        calls: world.calls.list({ after, limit, method, chatId }),
      }),
    );

    app.get('/updates', async () => deliveryView());

    app.post<{ Body: { updates: Update[]; lanes?: Injection['lanes']; make_chats?: boolean } }>(
      '/updates',
      { bodyLimit: bounds.injectionBytes, schema: { body: schemas.injection } },
      async ({ body: { updates, lanes = 'chat', make_chats: makeChats = true } }, reply) => {
        injectUpdates(world, { updates, lanes, makeChats });
        return reply.code(201).send({ accepted: updates.length, pending: world.updates.size() });
      },
    );

    app.get('/faults', async () => world.faults.list());
    app.put<{ Body: { faults: FaultInput[] } }>(
      '/faults',
      { schema: { body: { type: 'object', required: ['faults'], additionalProperties: false, properties: { faults: { type: 'array', maxItems: bounds.faultRules, items: faultSchema } } } } },
      async ({ body }) => world.faults.replace(body.faults),
    );
    app.post<{ Body: FaultInput }>('/faults', { schema: { body: faultSchema } }, async ({ body }, reply) => reply.code(201).send(world.faults.add(body)));
    app.delete('/faults', async () => {
      world.faults.clear();
      return world.faults.list();
    });
    app.delete<{ Params: { fault: number } }>(
      '/faults/:fault',
      { schema: { params: { type: 'object', properties: { fault: { type: 'integer' } } } } },
      async ({ params }) => {
        if (!world.faults.remove(params.fault)) throw new UnknownError('fault', params.fault);
        return world.faults.list();
      },
    );
  };
}
