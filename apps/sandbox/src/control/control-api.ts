import type { FastifyInstance } from 'fastify';
import { BotApiError } from '../bot-api/errors';
import { SandboxError } from '../errors';
import { controlRoutes } from '../sis/control/control-routes';
import { guardOrigin } from './guard-origin';
import { eventRoute } from './routes/event-route';
import { machineRoutes, type MachineServices } from './routes/machine-routes';
import { roomRoutes } from './routes/room-routes';

export interface ControlOptions extends MachineServices {
  isOnLoopback: boolean;
  onDefect: (error: unknown) => void;
}

/** `/sandbox/api`: everything that people, the page and tests do to the local Telegram. See docs/sandbox.md. */
export function controlApi(options: ControlOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', async (request, reply) => {
      guardOrigin(request, options.isOnLoopback);
      reply.header('x-content-type-options', 'nosniff');
    });
    app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
      if (error instanceof SandboxError) return reply.code(error.status).send({ error: { code: error.code, message: error.message } });
      const status = error instanceof BotApiError ? 400 : (error.statusCode ?? 500);
      if (status >= 500) options.onDefect(error);
      return reply.code(status).send({ error: { code: status < 500 ? 'INVALID' : 'INTERNAL', message: error.message } });
    });
    await app.register(roomRoutes(options.world));
    await app.register(machineRoutes(options));
    if (options.sis !== undefined) await app.register(controlRoutes(options.sis), { prefix: '/sim' });
    await app.register(eventRoute(options.world.bus));
  };
}
