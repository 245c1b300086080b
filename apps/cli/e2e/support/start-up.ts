import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildOnce, freePort, repoRoot, sandboxControl, waitFor, type SandboxControl } from '@ownerbot/testing';

/** The sandbox's own person. */
export const PERSON = '10000001';

const running = new Set<ChildProcess>();

export interface RunningUp {
  readonly lines: readonly string[];
  readonly chat: SandboxControl;
  readonly ready: string;
  /** Ctrl-C, and the exit code. */
  interrupt(): Promise<number | null>;
  /** SIGKILL to the supervisor alone. */
  kill(): void;
}

/** `npm start` as a person runs it, on free ports. */
export async function startUp(home: string, env: Readonly<Record<string, string>> = {}): Promise<RunningUp> {
  await buildOnce();
  const ports = { SANDBOX_PORT: String(await freePort()), INGEST_PORT: String(await freePort()), WORKER_PORT: '0', NOTIFIER_PORT: '0', CONSOLE_PORT: '0', SIM_PORT: '0', SIM_CONTROL_PORT: '0' };
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

/** Writes, and waits for the answer that is no progress message. */
export async function ask(chat: SandboxControl, text: string, person = PERSON): Promise<string> {
  const before = (await chat.posts(person)).length;
  await chat.write(person, text);
  return waitFor(
    async () => {
      const posts = (await chat.posts(person)).slice(before).filter((post) => post.direction === 'out');
      const last = posts.at(-1)?.message.text ?? '';
      return last === '' || last.endsWith('…') ? undefined : last;
    },
    { what: `an answer to «${text}»`, timeoutMs: 30_000 },
  );
}

/** Figures of the demo shop that hold on every day: those of yesterday, and an order that is named in its specification. */
export async function talk(chat: SandboxControl, person = PERSON): Promise<void> {
  const kpi = (await ask(chat, 'kpi вчера', person)).replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(kpi).toContain('1 170,90 €');
  expect(kpi).toContain('1 191,00 €');
  expect(kpi).toMatch(/^DEMO · KPI за вчера/);
  expect(kpi).toMatch(/Источник: демо-магазин · .*данные на/);
  const order = (await ask(chat, 'заказ OB-1003', person)).replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(order).toContain('OB-1003');
  expect(order).toContain('149,00 €');
  expect(order).toMatch(/Источник: демо-магазин · данные на/);
  expect(await ask(chat, '/start', person)).toContain('Демо-магазин');
}

/** A test that failed leaves its system running; its children stop by themselves when their supervisor does. */
export async function stopAll(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }),
  );
}
