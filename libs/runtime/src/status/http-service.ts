import type { FastifyInstance } from 'fastify';
import type { Logger } from '../log/logger';
import type { Service } from '../process/service';
import { listen, type ListenAddress } from './status-server';

export interface HttpService extends Service {
  /** Known once it runs. */
  url(): string | undefined;
}

/** Serves `app`. Stopping: no new connection, requests under way are answered, and what is not by the deadline is cut off. */
export function httpService(app: FastifyInstance, address: ListenAddress, log: Logger): HttpService {
  let url: string | undefined;
  return {
    name: 'http',
    url: () => url,
    async start() {
      url = await listen(app, address);
      log.info('listening', { url });
    },
    async stop(deadline) {
      const cutOff = () => app.server.closeAllConnections();
      deadline.signal.addEventListener('abort', cutOff, { once: true });
      try {
        await app.close();
      } finally {
        deadline.signal.removeEventListener('abort', cutOff);
      }
    },
  };
}
