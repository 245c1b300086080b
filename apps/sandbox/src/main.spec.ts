import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(__dirname, '../../..');
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

function start(env: Record<string, string>): ChildProcess {
  const program = ['--require', resolve(root, 'tools/swc-register.cjs'), resolve(__dirname, 'main.ts')];
  const child = spawn(process.execPath, program, { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'inherit', 'pipe'] });
  children.push(child);
  return child;
}

async function lineWith(child: ChildProcess, event: string): Promise<Record<string, unknown>> {
  if (!child.stderr) throw new Error('no standard error');
  for await (const line of createInterface({ input: child.stderr })) {
    const parsed = JSON.parse(line) as Record<string, unknown>;
    if (parsed['event'] === event) return parsed;
  }
  throw new Error(`ended without the line ${event}`);
}

test('the process says where it is, serves, and ends on SIGTERM although a poll waits', async () => {
  const child = start({ SANDBOX_PORT: '0', SIM_PORT: '0', SIM_CONTROL_PORT: '0' });
  const { apiRoot, sisUrl, sisControlUrl } = (await lineWith(child, 'sandbox ready')) as Record<'apiRoot' | 'sisUrl' | 'sisControlUrl', string>;
  const token = '110201543:sandbox-token-for-local-use-only-000';
  expect((await fetch(`${apiRoot}/bot${token}/getMe`)).status).toBe(200);
  expect((await fetch(`${apiRoot}/health`)).status).toBe(200);
  const headers = { 'x-ownerbot-key': 'sim-local-key', 'x-api-key': 'sim-local-key', 'x-actor-tg-id': '10000001' };
  expect((await fetch(`${sisUrl}/ownerbot/v1/ping?shop_id=1`, { headers })).status).toBe(200);
  expect(await (await fetch(`${sisControlUrl}/state-hash`)).json()).toEqual(await (await fetch(`${apiRoot}/sandbox/api/sim/state-hash`)).json());
  const poll = fetch(`${apiRoot}/bot${token}/getUpdates?timeout=50`).then((response) => response.status, () => 0);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  expect([0, 200]).toContain(await poll);
});

test('a wrong setting ends the start with exit code 2', async () => {
  const child = start({ SANDBOX_PORT: '99999' });
  expect(await lineWith(child, 'setting_refused')).toMatchObject({ key: 'SANDBOX_PORT', found: '"99999"' });
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(2);
});
