import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface FaultyProxy {
  readonly host: string;
  readonly port: number;
  /** The same address with the proxy in the way. */
  through(url: string): string;
  /** Breaks all connections and refuses new ones. */
  cut(): void;
  /** Breaks all connections; new ones work. */
  reset(): void;
  /** Keeps connections open and swallows all bytes: what a ping of the operating system never notices. */
  blackHole(): void;
  /** Delivers every piece of data, in each direction, this much later. */
  slow(ms: number): void;
  /** Works again. What a black hole swallowed is lost, so the connections from then are broken. */
  heal(): void;
  connectionCount(): number;
  close(): Promise<void>;
}

type Mode = { readonly kind: 'open' | 'cut' | 'hole' } | { readonly kind: 'slow'; readonly ms: number };

/** A TCP proxy on loopback whose connections can be cut, black-holed and slowed. */
export async function faultyProxy(target: { host?: string; port: number }): Promise<FaultyProxy> {
  let mode: Mode = { kind: 'open' };
  const sockets = new Set<Socket>();
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const forward = (from: Socket, to: Socket): void => {
    let line = Promise.resolve();
    from.on('data', (bytes) => {
      const now = mode;
      if (now.kind === 'hole') return;
      if (now.kind === 'slow') line = line.then(() => delay(now.ms)).then(() => void (to.destroyed || to.write(bytes)));
      else line = line.then(() => void (to.destroyed || to.write(bytes)));
    });
    from.on('end', () => void line.then(() => mode.kind !== 'hole' && to.end()));
    from.on('close', () => void line.then(() => to.destroy()));
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    track(client);
    if (mode.kind === 'cut') return void client.resetAndDestroy();
    const upstream = connect({ host: target.host ?? '127.0.0.1', port: target.port, allowHalfOpen: true });
    track(upstream);
    forward(client, upstream);
    forward(upstream, client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const breakAll = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    host: '127.0.0.1',
    port,
    through: (url) => {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String(port);
      return changed.toString();
    },
    cut: () => {
      mode = { kind: 'cut' };
      breakAll();
    },
    reset: breakAll,
    blackHole: () => (mode = { kind: 'hole' }) && undefined,
    slow: (ms) => (mode = { kind: 'slow', ms }) && undefined,
    heal: () => {
      if (mode.kind === 'hole') breakAll();
      mode = { kind: 'open' };
    },
    connectionCount: () => Math.ceil(sockets.size / 2),
    close: async () => {
      breakAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
