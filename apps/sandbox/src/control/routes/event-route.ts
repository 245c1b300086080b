import type { FastifyInstance } from 'fastify';
import type { EventBus } from '../../state/event-bus';

const heartbeatMs = 15_000;
/** A reader that has stopped reading is let go before its backlog grows. */
const maxBacklogBytes = 4 * 1024 * 1024;

/** Server-sent events: what happens, as it happens. A reader that comes back reads the state anew. */
export function eventRoute(bus: EventBus) {
  return async (app: FastifyInstance): Promise<void> => {
    const open = new Set<() => void>();
    app.addHook('preClose', async () => open.forEach((close) => close()));

    app.get('/events', (_request, reply) => {
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      raw.write('retry: 1000\n\n');
      const stopListening = bus.listen((type, data) => {
        if (raw.writableLength > maxBacklogBytes) return raw.destroy();
        return raw.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
      });
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs);
      const close = (): void => {
        clearInterval(heartbeat);
        stopListening();
        open.delete(close);
        raw.end();
      };
      open.add(close);
      raw.once('close', close);
    });
  };
}
