import { connect, createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { deadlineIn } from '../timing';
import { createHealth } from './health';
import { createMetrics } from './metrics';
import { createStatusServer, type StatusServer } from './status-server';

const open: StatusServer[] = [];

async function started(parts: { health?: ReturnType<typeof createHealth>; metrics?: ReturnType<typeof createMetrics>; host?: string } = {}): Promise<StatusServer> {
  const server = createStatusServer({ host: parts.host ?? '127.0.0.1', port: 0, portKey: 'WORKER_PORT', health: parts.health ?? createHealth(), metrics: parts.metrics ?? createMetrics() });
  open.push(server);
  await server.start();
  return server;
}

afterEach(async () => {
  for (const one of open.splice(0)) await one.stop(deadlineIn(1_000));
});

const get = async (server: StatusServer, path: string) => {
  const response = await fetch(`${server.url()}${path}`);
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
};

test('port 0 picks a free port, which the URL and the listener tell', async () => {
  const told: string[] = [];
  const server = createStatusServer({ host: '127.0.0.1', port: 0, portKey: 'WORKER_PORT', health: createHealth(), metrics: createMetrics(), onListen: (url) => told.push(url) });
  open.push(server);
  expect(server.url()).toBeUndefined();
  await server.start();
  expect(server.url()).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
  expect(told).toEqual([server.url()]);
});

test('/health answers 200 when ready, and 503 with the reasons when not', async () => {
  const health = createHealth();
  let isUp = true;
  health.register('postgres', 'ready', () => (isUp ? { ok: true } : { ok: false, detail: 'away' }));
  const server = await started({ health });
  expect(await get(server, '/health')).toMatchObject({ status: 200 });
  isUp = false;
  const answer = await get(server, '/health');
  expect(answer.status).toBe(503);
  expect(JSON.parse(answer.body)).toMatchObject({ live: true, ready: false, checks: { postgres: { ok: false, detail: 'away' } } });
});

test('/health?live looks at progress alone', async () => {
  const health = createHealth();
  health.register('postgres', 'ready', () => ({ ok: false }));
  const server = await started({ health });
  expect((await get(server, '/health?live')).status).toBe(200);
  health.register('progress', 'live', () => ({ ok: false }));
  expect((await get(server, '/health?live')).status).toBe(503);
});

test('/metrics is what Prometheus reads', async () => {
  const metrics = createMetrics();
  metrics.counter({ name: 'turns_total', help: 'Turns taken' }).inc();
  const server = await started({ metrics });
  const answer = await get(server, '/metrics');
  expect(answer).toMatchObject({ status: 200, type: expect.stringContaining('text/plain') });
  expect(answer.body).toContain('ownerbot_turns_total 1');
});

test('a taken port is told with its key', async () => {
  const other: Server = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const bound = other.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const server = createStatusServer({ host: '127.0.0.1', port, portKey: 'WORKER_PORT', health: createHealth(), metrics: createMetrics() });
  open.push(server);
  await expect(server.start()).rejects.toMatchObject({ code: 'PORT_TAKEN', message: expect.stringContaining(`127.0.0.1:${port} is taken`), fields: { key: 'WORKER_PORT', port } });
  other.close();
  await once(other, 'close');
});

test('stopping closes connections that clients keep open, in the middle of a request too, and works without a start', async () => {
  const server = await started();
  await get(server, '/health');
  const half = connect(Number(new URL(server.url() ?? '').port), '127.0.0.1');
  half.on('error', () => undefined).write('GET /health HTTP/1.1\r\nHost: x\r\n');
  await once(half, 'connect');
  await get(server, '/health');
  const begun = performance.now();
  await server.stop(deadlineIn(1_000));
  expect(performance.now() - begun).toBeLessThan(1_000);
  await expect(fetch(`${server.url()}/health`)).rejects.toThrow();
  const unused = createStatusServer({ host: '127.0.0.1', port: 0, portKey: 'WORKER_PORT', health: createHealth(), metrics: createMetrics() });
  await expect(unused.stop(deadlineIn(1_000))).resolves.toBeUndefined();
});
