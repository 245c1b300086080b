import { connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  close(): Promise<void>;
}

/** What stands before several servers: the next connection goes to the next one that takes it. */
export async function balance(port: number, ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    open.add(client);
    client.on('error', () => client.destroy()).on('close', () => open.delete(client));
    const tryNext = (left: number): void => {
      turn += 1;
      const upstream = connect({ host: '127.0.0.1', port: ports[turn % ports.length] ?? 0 });
      upstream.once('connect', () => client.pipe(upstream).pipe(client));
      upstream.once('error', () => (left > 1 && !client.destroyed && upstream.bytesRead === 0 ? tryNext(left - 1) : client.destroy()));
      client.once('close', () => upstream.destroy());
    };
    tryNext(ports.length);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
