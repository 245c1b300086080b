import { createServer } from 'node:net';
import { PortTakenError } from '@ownerbot/runtime';

/** A port that a process will listen on. */
export interface WantedPort {
  readonly key: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Checks every port before anything starts, and turns 0 into a free one.
 * @returns the real port by key.
 * @throws PortTakenError for the first that is taken.
 */
export async function settlePorts(wanted: readonly WantedPort[]): Promise<Readonly<Record<string, number>>> {
  const settled: Record<string, number> = {};
  for (const one of wanted) settled[one.key] = await tryPort(one);
  return settled;
}

function tryPort({ key, host, port }: WantedPort): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new PortTakenError(host, port, key, error) : error));
    server.listen(port, host, () => {
      const bound = server.address();
      server.close(() => resolve(bound !== null && typeof bound === 'object' ? bound.port : port));
    });
  });
}
