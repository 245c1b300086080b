import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { waitFor } from '@ownerbot/testing';
import { ask, startUp, stopAll, talk } from './support/start-up';

jest.setTimeout(180_000);

/** From what each process wrote when it was ready, or from the pid file of Postgres. */
async function pidOf(folder: string, name: string): Promise<number> {
  if (name === 'postgres') return Number((await readFile(path.join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const log = await readFile(path.join(folder, 'logs', `${name}.log`), 'utf8');
  return Number(/"event":"ready".*"pid":(\d+)/.exec(log)?.[1]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Into the console, with the token that the start told of. */
async function logIn(ready: string, lines: readonly string[]): Promise<void> {
  const url = /console (http:\/\/\S+)/.exec(ready)?.[1] ?? '';
  const file = await waitFor(() => lines.map((line) => /log in with the token in (.+)$/.exec(line)?.[1]).find((one) => one !== undefined), { what: 'the line on logging in' });
  const token = (await readFile(file, 'utf8')).trim();
  const session = await fetch(`${url}/api/session`);
  const { csrf } = (await session.json()) as { csrf: string };
  const cookie = session.headers.getSetCookie().map((one) => String(one.split(';')[0])).join('; ');
  const answer = await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'csrf-token': csrf, cookie }, body: JSON.stringify({ token }) });
  expect(await answer.json()).toMatchObject({ operator: { name: 'operator', role: 'operator' } });
  expect(await (await fetch(url)).text()).toContain('<div id="root">');
}

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'ownerbot-up-'));
  // Postgres refuses root and runs as a user of its own, which must be able to enter.
  await chmod(home, 0o755);
});
afterEach(async () => {
  await stopAll();
  await rm(home, { recursive: true, force: true });
});

test('a person talks to the demo shop, stops with Ctrl-C, and finds everything again after the next start', async () => {
  const first = await startUp(home);
  await talk(first.chat);
  await logIn(first.ready, first.lines);
  expect(await first.interrupt()).toBe(0);
  const second = await startUp(home);
  expect(second.lines.join('\n')).toContain('demo shop is there');
  await talk(second.chat);
  expect(await second.interrupt()).toBe(0);
});

test('the same with a webhook', async () => {
  const up = await startUp(home, { TELEGRAM_MODE: 'webhook' });
  await talk(up.chat);
  expect(await up.chat.call<{ mode: string }>('GET', '/updates')).toMatchObject({ mode: 'webhook' });
  expect(await up.interrupt()).toBe(0);
});

test('the same with the queues on Redis', async () => {
  const up = await startUp(home, { QUEUE_BACKEND: 'redis' });
  await talk(up.chat);
  expect(await up.interrupt()).toBe(0);
});

test('a process that dies, or Postgres itself, is started again, and the next question is answered, here from the database of SIS', async () => {
  const up = await startUp(home, { UPSTREAM_MODE: 'SIS_DB_RO' });
  for (const name of ['worker', 'postgres'] as const) {
    process.kill(await pidOf(home, name), 'SIGKILL');
    await waitFor(() => up.lines.some((line) => line.includes(name === 'worker' ? 'worker ended' : 'Postgres runs again')), { what: `${name} to be started again`, timeoutMs: 30_000 });
    expect(await ask(up.chat, 'заказ OB-1003')).toMatch(/OB-1003[^]*база SIS/);
  }
  expect(await up.interrupt()).toBe(0);
});

test('a supervisor that is killed leaves no process of ours behind', async () => {
  const up = await startUp(home);
  const pids = await Promise.all((['worker', 'ingest', 'notifier', 'console', 'sandbox'] as const).map((name) => pidOf(home, name)));
  up.kill();
  await waitFor(() => pids.every((pid) => !isAlive(pid)), { what: 'the processes to end', timeoutMs: 30_000 });
  const again = await startUp(home);
  expect(again.lines.join('\n')).toContain('took over the running Postgres');
  expect(await again.interrupt()).toBe(0);
});
