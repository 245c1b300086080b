import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const root = resolve(__dirname, '../../../..');

const PROGRAM = `
  const { runProcess, createLogger, service, SettingsError, StartRefusedError, loadSettings, Setting, settingTypes } = require('./libs/runtime/src/index.ts');
  const log = createLogger({ process: 'probe', level: 'info' });
  const alive = service('alive', { start: async () => { setInterval(() => undefined, 1000); } });
  const run = (services, stopWithinMs = 2000) => runProcess(() => ({ name: 'probe', log, services, stopWithinMs }));
`;

type Line = { event: string } & Record<string, unknown>;

interface Probe {
  readonly child: ChildProcessByStdio<null, null, Readable>;
  readonly lines: Line[];
  /** Resolves with the first line of that event, also one that is already there. */
  seen(event: string): Promise<Line>;
  /** The exit code; the output is complete then. */
  readonly exited: Promise<number | null>;
}

const probes: Probe[] = [];

function probe(program: string, env: NodeJS.ProcessEnv = {}): Probe {
  const child = spawn(process.execPath, ['--require', join(root, 'tools/swc-register.cjs'), '--eval', PROGRAM + program], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: Line[] = [];
  const waiting: { event: string; resolve: (line: Line) => void }[] = [];
  createInterface({ input: child.stderr }).on('line', (text) => {
    const line: Line = text.startsWith('{') ? (JSON.parse(text) as Line) : { event: 'raw', text };
    lines.push(line);
    for (const one of waiting) if (one.event === line.event) one.resolve(line);
  });
  const one: Probe = {
    child,
    lines,
    exited: once(child, 'close').then(([code]) => code as number | null),
    seen: (event) => {
      const known = lines.find((line) => line.event === event);
      return known === undefined ? new Promise((resolve) => waiting.push({ event, resolve })) : Promise.resolve(known);
    },
  };
  probes.push(one);
  return one;
}

afterEach(() => {
  for (const one of probes.splice(0)) one.child.kill('SIGKILL');
});

const eventsOf = (one: Probe) => one.lines.map((line) => line.event);

test.each(['SIGTERM', 'SIGINT'] as const)('%s stops the services and ends with code 0, its last line written', async (signal) => {
  const one = probe(`run([alive, service('told', { stop: async () => log.info('told_stop') })]);`);
  expect(await one.seen('ready')).toMatchObject({ name: 'probe', pid: one.child.pid });
  one.child.kill(signal);
  expect(await one.exited).toBe(0);
  expect(eventsOf(one)).toEqual(['ready', 'stopping', 'told_stop', 'stopped']);
});

test('Ctrl-C that arrives twice at once, from the terminal and from npm, is one request to stop', async () => {
  const one = probe(`run([alive, service('slow', { stop: () => new Promise((r) => setTimeout(r, 200)) })]);`);
  await one.seen('ready');
  one.child.kill('SIGINT');
  await one.seen('stopping');
  one.child.kill('SIGINT');
  one.child.kill('SIGTERM');
  expect(await one.exited).toBe(0);
  expect(eventsOf(one)).toEqual(['ready', 'stopping', 'stopped']);
});

test('the SIGTERM of a supervisor, some time after Ctrl-C, is no impatience', async () => {
  const one = probe(`run([alive, service('slow', { stop: () => { setTimeout(() => log.info('later'), 600); return new Promise((r) => setTimeout(r, 800)); } })]);`);
  await one.seen('ready');
  one.child.kill('SIGINT');
  await one.seen('later');
  one.child.kill('SIGTERM');
  expect(await one.exited).toBe(0);
  expect(eventsOf(one)).toEqual(['ready', 'stopping', 'later', 'stopped']);
});

test('the same signal again, later, ends a stop that hangs at once with code 1', async () => {
  const one = probe(`run([alive, service('hanging', { stop: () => { setTimeout(() => log.info('patience_over'), 600); return new Promise(() => undefined); } })], 60_000);`);
  await one.seen('ready');
  one.child.kill('SIGTERM');
  await one.seen('patience_over');
  one.child.kill('SIGTERM');
  expect(await one.exited).toBe(1);
  expect(eventsOf(one)).toEqual(['ready', 'stopping', 'patience_over', 'stopped_at_once']);
});

test('a service that hangs while stopping does not keep the process past its deadline', async () => {
  const one = probe(`run([service('told', { stop: async () => log.info('told_stop') }), alive, service('hanging', { stop: () => new Promise(() => undefined) })], 200);`);
  await one.seen('ready');
  one.child.kill('SIGTERM');
  expect(await one.exited).toBe(0);
  expect(eventsOf(one)).toEqual(['ready', 'stopping', 'service_stop_failed', 'told_stop', 'stopped']);
});

test('a signal during the start stops what was started and ends with code 0', async () => {
  const one = probe(`run([service('told', { stop: async () => log.info('told_stop') }), service('slow', { start: () => { log.info('starting_slowly'); const awake = setInterval(() => undefined, 1_000); return new Promise((r) => process.once('SIGTERM', () => setTimeout(() => { clearInterval(awake); r(); }, 50))); } }), service('never', { start: async () => log.info('started_never') })]);`);
  await one.seen('starting_slowly');
  one.child.kill('SIGTERM');
  expect(await one.exited).toBe(0);
  expect(eventsOf(one)).toEqual(['starting_slowly', 'stopping', 'told_stop', 'stopped']);
});

test('a start that is cut off by the stop is no failure', async () => {
  const one = probe(`let cut; run([alive, service('db', { stop: () => new Promise((r) => setTimeout(r, 100)) }), service('slow', { start: () => { log.info('starting_slowly'); return new Promise((_, reject) => { cut = reject; }); }, stop: async () => cut(new Error('cut off')) })], 200);`);
  await one.seen('starting_slowly');
  one.child.kill('SIGTERM');
  expect(await one.exited).toBe(0);
  expect(eventsOf(one)).toEqual(['starting_slowly', 'stopping', 'stopped']);
});

test('a service that cannot start ends the process with code 1, after those that run were stopped', async () => {
  const one = probe(`run([service('told', { stop: async () => log.info('told_stop') }), service('failing', { start: () => Promise.reject(new Error('no luck')) })]);`);
  expect(await one.exited).toBe(1);
  expect(one.lines).toEqual([expect.objectContaining({ event: 'told_stop' }), expect.objectContaining({ event: 'start_failed', error: expect.objectContaining({ message: 'no luck' }) })]);
});

test('settings that a service refuses when it starts end the process with code 2', async () => {
  const one = probe(`run([service('lanes', { start: () => Promise.reject(new SettingsError([{ key: 'INBOX_LANES', found: '8', allowed: '16' }])) })]);`);
  expect(await one.exited).toBe(2);
  expect(await one.seen('start_failed')).toMatchObject({ error: { code: 'SETTINGS_INVALID', message: 'INBOX_LANES: found 8; allowed: 16' } });
});

test('a broken environment ends the process with code 2 and one line for each finding', async () => {
  const one = probe(
    `class Own {}
     Setting({ key: 'LANES', type: settingTypes.integer({ min: 1, max: 9 }), readBy: 'all', about: '' })(Own.prototype, 'lanes');
     Setting({ key: 'KEY', type: settingTypes.secret({ minBytes: 32 }), readBy: 'all', about: '' })(Own.prototype, 'key');
     runProcess(() => { loadSettings({ process: 'worker', classes: { own: Own }, env: process.env }); });`,
    { LANES: '10', KEY: 'too-short-a-secret' },
  );
  expect(await one.exited).toBe(2);
  expect(one.lines).toEqual([
    { at: expect.any(String), level: 'error', event: 'setting_refused', key: 'LANES', found: '"10"', allowed: 'whole number 1..9' },
    { at: expect.any(String), level: 'error', event: 'setting_refused', key: 'KEY', found: 'a secret of 18 characters', allowed: 'at least 32 bytes' },
  ]);
});

test('parts that cannot be built end the process with code 1, without the password that the driver tells', async () => {
  const one = probe(`runProcess(() => { throw Object.assign(new Error('cannot reach postgres://me:hunter2@db'), { code: 'ECONNREFUSED' }); });`);
  expect(await one.exited).toBe(1);
  expect(one.lines).toEqual([expect.objectContaining({ event: 'start_failed', code: 'ECONNREFUSED', message: 'cannot reach postgres://me:•••@db' })]);
});

test.each([
  ['an exception that nobody caught', `setTimeout(() => { throw new Error('lost'); }, 10)`, 'uncaught_exception'],
  ['a rejection that nobody caught', `setTimeout(() => { Promise.reject(new Error('lost')); }, 10)`, 'unhandled_rejection'],
  ['a rejection with no error', `setTimeout(() => { Promise.reject('lost'); }, 10)`, 'unhandled_rejection'],
])('%s is logged and ends the process with code 1', async (_what, failure, event) => {
  const one = probe(`run([alive]).then(() => ${failure});`);
  expect(await one.exited).toBe(1);
  expect(JSON.stringify(await one.seen(event))).toContain('lost');
});

test('files of its own that are not as they must be end the process with code 2 and one line for each finding', async () => {
  const one = probe(`runProcess(() => { throw new StartRefusedError('FILES_INVALID', ['a.yml: x: wrong', 'b.yml: y: wrong']); });`);
  expect(await one.exited).toBe(2);
  expect(one.lines).toEqual([
    { at: expect.any(String), level: 'error', event: 'start_refused', code: 'FILES_INVALID', finding: 'a.yml: x: wrong' },
    { at: expect.any(String), level: 'error', event: 'start_refused', code: 'FILES_INVALID', finding: 'b.yml: y: wrong' },
  ]);
});
