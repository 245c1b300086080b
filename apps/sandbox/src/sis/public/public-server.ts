import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const REOPEN_AGAIN_MS = 100;

/** The public port, which can be closed and opened again: while it is closed connections are refused. */
export interface PublicServer {
  readonly port: number;
  isOpen(): boolean;
  open(): Promise<void>;
  /** Cuts every connection. */
  close(): Promise<void>;
}

export interface PublicServerOptions {
  readonly host: string;
  /** 0 picks a free one, which is kept from then on. */
  readonly port: number;
  readonly serve: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Opens the port. */
export async function createPublicServer({ host, port, serve }: PublicServerOptions): Promise<PublicServer> {
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 65_000 }, serve);
  await listen(server, host, port);
  const boundPort = (server.address() as AddressInfo).port;
  // Opening and closing take turns: a restart and a fault may ask for both at the same time.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  return {
    port: boundPort,
    isOpen: () => server.listening,
    open: () => inTurn(() => (server.listening ? Promise.resolve() : listen(server, host, boundPort, 50))),
    close: () => inTurn(() => (server.listening ? shut(server) : Promise.resolve())),
  };
}

/** Tries again while the port is still taken by what was there before. */
async function listen(server: Server, host: string, port: number, againTimes = 0): Promise<void> {
  for (let left = againTimes; ; left -= 1) {
    try {
      return await listenOnce(server, host, port);
    } catch (error) {
      if (left <= 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await new Promise((resolve) => setTimeout(resolve, REOPEN_AGAIN_MS));
    }
  }
}

function listenOnce(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error);
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
