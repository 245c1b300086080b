import type { FastifyInstance } from 'fastify';
import type { ConsoleParts } from '../parts';

/** The first page, once or as it changes. */
export function liveRoutes(app: FastifyInstance, { live, overview, sessions }: ConsoleParts): void {
  app.get('/api/overview', overview);

  app.get('/api/live', async (request, reply) => {
    const id = request.session?.id ?? '';
    await live.attach(reply, async () => (await sessions.find(id)) !== null);
    return reply;
  });
}
