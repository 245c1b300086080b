import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildOnce, freePort, repoRoot, sandboxControl, waitFor, type SandboxControl } from '@ownerbot/testing';

const OWNER = '10000001';

jest.setTimeout(180_000);

const running = new Set<ChildProcess>();

interface RunningUp {
  readonly lines: readonly string[];
  readonly chat: SandboxControl;
  readonly ready: string;
  /** Ctrl-C, and the exit code. */
  interrupt(): Promise<number | null>;
  /** SIGKILL to the supervisor alone. */
  kill(): void;
}

/** `npm start` as a person runs it, on free ports. */
async function startUp(home: string, env: Readonly<Record<string, string>> = {}): Promise<RunningUp> {
  await buildOnce();
  const ports = { SANDBOX_PORT: String(await freePort()), INGEST_PORT: String(await freePort()), WORKER_PORT: '0', NOTIFIER_PORT: '0', SIM_PORT: '0', SIM_CONTROL_PORT: '0' };
  const child: ChildProcess = spawn(process.execPath, [path.join(repoRoot(), 'tools', 'ownerbot.cjs'), 'up'], {
    cwd: repoRoot(),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], OWNERBOT_HOME: home, ...ports, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = await Promise.race([
    waitFor(() => lines.find((line) => line.startsWith('ownerbot ready')), { what: 'the ready line', timeoutMs: 90_000 }),
    ended.then((code) => Promise.reject(new Error(`ended with ${code}:\n${lines.join('\n')}`))),
  ]);
  return {
    lines,
    ready,
    chat: sandboxControl(`http://127.0.0.1:${ports.SANDBOX_PORT}`),
    interrupt: () => {
      child.kill('SIGINT');
      return ended;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

async function ask(chat: SandboxControl, text: string): Promise<string> {
  const before = (await chat.posts(OWNER)).length;
  await chat.write(OWNER, text);
  return waitFor(
    async () => {
      const posts = (await chat.posts(OWNER)).slice(before).filter((post) => post.direction === 'out');
      const last = posts.at(-1)?.message.text ?? '';
      return last === '' || last.endsWith('…') ? undefined : last;
    },
    { what: `an answer to «${text}»`, timeoutMs: 30_000 },
  );
}

/** Figures of the demo shop that hold on every day: those of yesterday, and an order that is named in its specification. */
async function talk(chat: SandboxControl): Promise<void> {
  const kpi = (await ask(chat, 'kpi вчера')).replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(kpi).toContain('1 170,90 €');
  expect(kpi).toContain('1 191,00 €');
  expect(kpi).toMatch(/^DEMO · KPI за вчера/);
  expect(kpi).toMatch(/Источник: демо-магазин · .*данные на/);
  const order = (await ask(chat, 'заказ OB-1003')).replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(order).toContain('OB-1003');
  expect(order).toContain('149,00 €');
  expect(order).toMatch(/Источник: демо-магазин · данные на/);
  expect(await ask(chat, '/start')).toContain('Демо-магазин');
}

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

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'ownerbot-up-'));
  // Postgres refuses root and runs as a user of its own, which must be able to enter.
  await chmod(home, 0o755);
});
afterEach(async () => {
  // A test that failed leaves its system running; its children stop by themselves when their supervisor does.
  await Promise.all(
    [...running].map(async (child) => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }),
  );
  await rm(home, { recursive: true, force: true });
});

test('a person talks to the demo shop, stops with Ctrl-C, and finds everything again after the next start', async () => {
  const first = await startUp(home);
  await talk(first.chat);
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

test('a process that dies, or Postgres itself, is started again, and the next question is answered', async () => {
  const up = await startUp(home);
  for (const name of ['worker', 'postgres'] as const) {
    process.kill(await pidOf(home, name), 'SIGKILL');
    await waitFor(() => up.lines.some((line) => line.includes(name === 'worker' ? 'worker ended' : 'Postgres runs again')), { what: `${name} to be started again`, timeoutMs: 30_000 });
    expect(await ask(up.chat, 'заказ OB-1003')).toContain('OB-1003');
  }
  expect(await up.interrupt()).toBe(0);
});

test('a supervisor that is killed leaves no process of ours behind', async () => {
  const up = await startUp(home);
  const pids = await Promise.all((['worker', 'ingest', 'notifier', 'sandbox'] as const).map((name) => pidOf(home, name)));
  up.kill();
  await waitFor(() => pids.every((pid) => !isAlive(pid)), { what: 'the processes to end', timeoutMs: 30_000 });
  const again = await startUp(home);
  expect(again.lines.join('\n')).toContain('took over the running Postgres');
  expect(await again.interrupt()).toBe(0);
});
