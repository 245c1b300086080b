import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { resolve } from 'node:path';

const root = resolve(__dirname, '..');

describe('the health probe', () => {
  async function probe(answer: number | 'hangs' | 'absent'): Promise<{ code: number; path: string | undefined }> {
    let path: string | undefined;
    const server = createServer((request, response) => {
      path = request.url;
      if (typeof answer === 'number') response.writeHead(answer).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    if (answer === 'absent') await new Promise((closed) => server.close(closed));
    const child = spawn(process.execPath, ['tools/health-probe.cjs', 'PROBED_PORT', '1'], { cwd: root, env: { PROBED_PORT: String(port) } });
    const [code] = (await once(child, 'exit')) as [number];
    server.closeAllConnections();
    server.close();
    return { code, path };
  }

  test.each([
    [200, 0],
    [503, 1],
    ['hangs', 1],
    ['absent', 1],
  ] as const)('a server that answers %s: exit code %i', async (answer, code) => {
    expect((await probe(answer)).code).toBe(code);
  });

  test('it asks for progress, not for readiness', async () => {
    expect((await probe(200)).path).toBe('/health?live');
  });
});
