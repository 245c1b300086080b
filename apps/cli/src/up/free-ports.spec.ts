import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { leakCheck } from '@ownerbot/testing';
import { settlePorts } from './free-ports';

const HOST = '127.0.0.1';

test('0 becomes a port that is free, another number stays', async () => {
  const first = await settlePorts([{ key: 'INGEST_PORT', host: HOST, port: 0 }]);
  const port = first['INGEST_PORT'] ?? 0;
  expect(port).toBeGreaterThan(0);
  expect(await settlePorts([{ key: 'INGEST_PORT', host: HOST, port }])).toEqual({ INGEST_PORT: port });
});

test('several 0 become several ports', async () => {
  const keys = ['INGEST_PORT', 'WORKER_PORT', 'NOTIFIER_PORT', 'SANDBOX_PORT'];
  const settled = await settlePorts(keys.map((key) => ({ key, host: HOST, port: 0 })));
  expect(new Set(Object.values(settled)).size).toBe(4);
});

test('a port that is taken is refused with its key, its address and what to do', async () => {
  const holder = createServer().listen(0, HOST);
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  await expect(settlePorts([{ key: 'WORKER_PORT', host: HOST, port }])).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: `127.0.0.1:${port} is taken by another program; stop it or set WORKER_PORT to another port (0 picks a free one)`,
  });
  holder.close();
  await once(holder, 'close');
});

test('the same port for two processes is refused too', async () => {
  const { A = 0 } = await settlePorts([{ key: 'A', host: HOST, port: 0 }]);
  const both = settlePorts([
    { key: 'INGEST_PORT', host: HOST, port: A },
    { key: 'WORKER_PORT', host: HOST, port: A },
  ]);
  await expect(both).rejects.toMatchObject({ code: 'PORT_TAKEN', fields: { key: 'WORKER_PORT' } });
});

leakCheck();
