import fastify, { type FastifyInstance } from 'fastify';
import { codeOf, PortTakenError } from '../errors';
import type { Service } from '../process/service';
import type { Health } from './health';
import type { Metrics } from './metrics';

export interface ListenAddress {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** The key that sets the port, named when the port is taken. */
  readonly portKey: string;
}

/** Adds `GET /health` (200 when live and ready, else 503, always with reasons; `?live` looks at progress alone) and `GET /metrics`. */
export function addStatusRoutes(app: FastifyInstance, health: Health, metrics: Metrics): void {
  app.get<{ Querystring: { live?: string } }>('/health', async (request, reply) => {
    const report = await health.report();
    const good = request.query.live === undefined ? report.ready : report.live;
    return reply.code(good ? 200 : 503).send(report);
  });
  app.get('/metrics', async (_request, reply) => reply.header('content-type', metrics.contentType).send(await metrics.render()));
}

/**
 * Starts listening.
 * @returns the URL of the server, with the real port.
 * @throws PortTakenError when another program has the port.
 */
export async function listen(app: FastifyInstance, address: ListenAddress): Promise<string> {
  try {
    await app.listen({ host: address.host, port: address.port });
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') throw new PortTakenError(address.host, address.port, address.portKey, error);
    throw error;
  }
  const bound = app.server.address();
  if (bound === null || typeof bound === 'string') return `http://${address.host}:${address.port}`;
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

export interface StatusServer extends Service {
  /** Known once it runs. */
  url(): string | undefined;
}

/** A small HTTP server with the status routes alone, for processes that serve nothing else. */
export function createStatusServer(options: ListenAddress & { health: Health; metrics: Metrics; onListen?: (url: string) => void }): StatusServer {
  const app = fastify({ forceCloseConnections: true });
  addStatusRoutes(app, options.health, options.metrics);
  let url: string | undefined;
  return {
    name: 'status-server',
    url: () => url,
    async start() {
      url = await listen(app, options);
      options.onListen?.(url);
    },
    stop: () => app.close(),
  };
}
