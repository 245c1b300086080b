import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Deadline, Service } from '@ownerbot/runtime';
import { leakCheck, waitFor } from '@ownerbot/testing';
import { supervise, type ChildSpec } from './child';

let folder: string;
let child: Service | undefined;
const notices: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ownerbot-child-'));
  notices.length = 0;
});
afterEach(async () => {
  await child?.stop(within(1_000));
  child = undefined;
  await rm(folder, { recursive: true, force: true });
});

const within = (ms: number): Deadline => ({ signal: AbortSignal.timeout(ms), remainingMs: () => ms });
const STAYS = 'setInterval(() => undefined, 1000);';
const READY = "process.send({ type: 'ready' });";
const SAYS_WHO = "console.log('pid ' + process.pid);";

/** A child whose program is this text. */
async function supervised(program: string, more: Partial<ChildSpec> = {}): Promise<Service> {
  const script = path.join(folder, 'program.js');
  await writeFile(script, program);
  child = supervise({
    name: 'worker',
    script,
    env: { PATH: process.env['PATH'] },
    logFile: path.join(folder, 'worker.log'),
    readyWithinMs: 10_000,
    notice: (text) => notices.push(text),
    ...more,
  });
  return child;
}

const log = () => readFile(path.join(folder, 'worker.log'), 'utf8').catch(() => '');

/** Numbers of the processes that have said that they began, oldest first; waits until there are so many. */
function pids(count: number): Promise<number[]> {
  return waitFor(
    async () => {
      const found = [...(await log()).matchAll(/^pid (\d+)$/gm)].map((match) => Number(match[1]));
      return found.length >= count ? found : undefined;
    },
    { what: `start number ${count}`, timeoutMs: 15_000 },
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('it has started when the program says so, and what the program prints is in its log', async () => {
  const service = await supervised(`${SAYS_WHO}${READY}${STAYS}`);
  await service.start();
  const [pid = 0] = await pids(1);
  expect(isAlive(pid)).toBe(true);
  await service.stop(within(5_000));
  expect(isAlive(pid)).toBe(false);
  expect(notices).toEqual([]);
});

test('a program that ends before it is ready fails the start, with what it printed last as people read it', async () => {
  const line = JSON.stringify({ level: 'error', event: 'setting_wrong', key: 'INBOX_LANES', found: 'many', allowed: 'a number' });
  const service = await supervised(`console.log(${JSON.stringify(line)}); console.error('plain words'); process.exitCode = 2;`);
  await expect(service.start()).rejects.toMatchObject({
    code: 'CHILD_FAILED',
    message: expect.stringMatching(/^worker did not start \(exit code 2\)/),
    fields: { name: 'worker', code: 2 },
  });
});

test('a program that never gets ready is killed when its time is over', async () => {
  const service = await supervised(`${SAYS_WHO}${STAYS}`, { readyWithinMs: 1_500 });
  await expect(service.start()).rejects.toMatchObject({ code: 'CHILD_FAILED' });
  const [pid = 0] = await pids(1);
  await waitFor(() => !isAlive(pid), { what: 'its end' });
});

test('a program that dies is started again, later each time, and each time is told', async () => {
  const service = await supervised(`${SAYS_WHO}${READY}${STAYS}`);
  await service.start();
  const [first = 0] = await pids(1);
  process.kill(first, 'SIGKILL');
  const [, second = 0] = await pids(2);
  process.kill(second, 'SIGKILL');
  await pids(3);
  expect(notices).toEqual([
    expect.stringMatching(/^worker ended \(SIGKILL\); starting it again in 500 ms, log: /),
    expect.stringMatching(/^worker ended \(SIGKILL\); starting it again in 1000 ms, log: /),
  ]);
});

test('one that is stopped while it waits for its restart stays away', async () => {
  const service = await supervised(`${SAYS_WHO}${READY}${STAYS}`);
  await service.start();
  const [pid = 0] = await pids(1);
  process.kill(pid, 'SIGKILL');
  await waitFor(() => notices.length === 1, { what: 'the notice' });
  await service.stop(within(1_000));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await pids(1)).toEqual([pid]);
});

test('a program that does not obey SIGTERM is killed before the deadline', async () => {
  const service = await supervised(`process.on('SIGTERM', () => console.log('no')); ${SAYS_WHO}${READY}${STAYS}`);
  await service.start();
  const [pid = 0] = await pids(1);
  const begun = performance.now();
  await service.stop(within(1_500));
  expect(performance.now() - begun).toBeGreaterThan(900);
  expect(isAlive(pid)).toBe(false);
  expect(await log()).toContain('no\n');
});

test('an error that a running program logs is told to the person', async () => {
  const line = JSON.stringify({ level: 'error', event: 'store_away', error: { message: 'Postgres is not available' } });
  const service = await supervised(`process.send({ type: 'ready' }, () => setTimeout(() => console.log(${JSON.stringify(line)}), 50)); ${STAYS}`);
  await service.start();
  await waitFor(() => notices.length === 1, { what: 'the notice' });
  expect(notices).toEqual(['worker: store_away: Postgres is not available']);
});

leakCheck();
