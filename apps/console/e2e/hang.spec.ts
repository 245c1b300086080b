import { sql } from '@ownerbot/storage';
import { leakCheck, waitFor } from '@ownerbot/testing';
import type { OverviewView, ProcessView } from '../src/contract';
import { startConsoleSystem, type ConsoleSystem } from './support/console-system';

jest.setTimeout(180_000);

/** What was asked for: an operator sees within half a minute that a worker hangs. */
const SEEN_WITHIN_MS = 30_000;

let system: ConsoleSystem;
let cookie: string;

beforeAll(async () => {
  system = await startConsoleSystem('postgres');
  cookie = await login();
});
afterAll(() => system?.stop());

async function login(): Promise<string> {
  const first = await fetch(`${system.consoleUrl}/api/session`);
  const { csrf } = (await first.json()) as { csrf: string };
  const cookies = first.headers.getSetCookie().map((one) => String(one.split(';')[0]));
  const answer = await fetch(`${system.consoleUrl}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'csrf-token': csrf, cookie: cookies.join('; ') },
    body: JSON.stringify({ token: system.tokens.boris }),
  });
  return [...cookies, ...answer.headers.getSetCookie().map((one) => String(one.split(';')[0]))].join('; ');
}

async function overview(): Promise<OverviewView> {
  const answer = await fetch(`${system.consoleUrl}/api/overview`, { headers: { cookie } });
  return (await answer.json()) as OverviewView;
}

const worker = async (): Promise<ProcessView | undefined> => (await overview()).processes?.find(({ name }) => name === 'worker');

const seen = (state: ProcessView['state'], timeoutMs = SEEN_WITHIN_MS) =>
  waitFor(async () => ((await worker())?.state === state ? worker() : undefined), { what: `the worker to be ${state}`, timeoutMs });

const health = () => fetch(`${system.workerUrl}/health`, { signal: AbortSignal.timeout(2_000) }).then(({ status }) => status, () => 'no answer' as const);

test('a worker whose event loop is blocked answers no health and is silent in the console within half a minute', async () => {
  const { pid = 0 } = (await seen('well')) ?? {};
  expect(await health()).toBe(200);
  // Stopped by a signal it does nothing at all, as in a loop without an end, and goes on afterwards.
  process.kill(pid, 'SIGSTOP');
  try {
    expect(await health()).toBe('no answer');
    expect(await seen('silent')).toMatchObject({ pid });
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await seen('well');
  expect(await health()).toBe(200);
});

test('a worker that lives but takes no job is stuck in its health and in the console within half a minute', async () => {
  const { pid = 0 } = (await seen('well')) ?? {};
  process.kill(pid, 'SIGSTOP');
  for (const text of ['/help', '/kpi', '/help']) await system.sandbox.write('10000001', text);
  await waitFor(async () => (await overview()).queues?.some(({ family, waiting }) => family === 'inbox' && waiting === 3), { what: 'the updates to wait' });
  const lock = holdJobs();
  await lock.held;
  process.kill(pid, 'SIGCONT');
  try {
    const { problems = [] } = (await seen('stuck')) ?? {};
    expect(problems).toContainEqual({ check: 'inbox moves', detail: expect.stringMatching(/^does not move: inbox-\d \(3 waiting, none taken for \d\d s\)$/) as string });
    expect(await health()).toBe(503);
  } finally {
    lock.release();
    await lock.done;
  }
  await seen('well', 60_000);
});

/** Nobody can take or finish a job until it is let go; what the queues hold can be read all the same. */
function holdJobs(): { held: Promise<void>; done: Promise<void>; release: () => void } {
  let release: () => void = () => undefined;
  let onHeld: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (onHeld = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const done = system.db.transaction(async (tx) => {
    await tx.query(sql`lock table bullmq.job in share row exclusive mode`);
    onHeld();
    await released;
  });
  return { held, done, release };
}

leakCheck();
