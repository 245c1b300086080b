import { createServer, type AddressInfo, type Server } from 'node:net';
import { PortTakenError } from '@ownerbot/runtime';

/** A port that a process will listen on. */
export interface WantedPort {
  readonly key: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Checks every port before anything starts, and turns 0 into a free one. All are held until the last is known, so that two
 * processes never get the same.
 * @returns the real port by key.
 * @throws PortTakenError for the first that is taken.
 */
export async function settlePorts(wanted: readonly WantedPort[]): Promise<Readonly<Record<string, number>>> {
  const held: Server[] = [];
  try {
    const settled: Record<string, number> = {};
    for (const one of wanted) {
      const server = await hold(one);
      held.push(server);
      settled[one.key] = (server.address() as AddressInfo).port;
    }
    return settled;
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

function hold({ key, host, port }: WantedPort): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new PortTakenError(host, port, key, error) : error));
    server.listen(port, host, () => resolve(server));
  });
}
