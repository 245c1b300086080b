import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { buildOnce, repoRoot, startBotApi } from '@ownerbot/testing';
import { ArgumentsError, readArguments } from './arguments';
import { mostInASecond } from './broadcast/most-in-a-second';
import { readAnswers } from './memory/read-answers';
import { asText } from './parts/as-text';
import { median, percentile, summary } from './parts/figures';
import { planRuns } from './plan';
import { repeating } from './turns/repeat-values';

const WITHIN_MS = 240_000;
const FIGURES = { perSecond: expect.any(Number), p50Ms: expect.any(Number), p99Ms: expect.any(Number) };

/** In a process of its own, as a person runs it, but for the bootstrap. */
async function bench(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  await buildOnce();
  const main = path.join(repoRoot(), 'dist/tools/bench/main.js');
  const child = spawn(process.execPath, ['--eval', `require(${JSON.stringify(main)}).main(process.argv.slice(1))`, '--', ...args], { cwd: repoRoot() });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, ...printed };
}

const ratioAboveNothing = { ratio: expect.any(Number) };
const positive = (values: readonly (number | undefined)[]) => values.every((one) => one !== undefined && Number.isFinite(one) && one > 0);

interface Told {
  readonly name: string;
  readonly ratio: number;
  readonly perSecond: number;
  readonly facts?: Readonly<Record<string, number>>;
}

async function figures(...args: string[]): Promise<Told[]> {
  const { code, out, err } = await bench(...args, '--rounds', '1', '--json');
  expect({ code, err }).toMatchObject({ code: 0 });
  return out.trim().split('\n').map((line) => JSON.parse(line) as Told);
}

test(
  'a small run on Redis ends by itself and gives every figure beside its control',
  async () => {
    const [ingest, broadcast, growth] = await figures('ingest', 'broadcast', 'growth', '--updates', '20', '--rows', '1000');
    expect(ingest).toMatchObject({ name: 'ingest', backend: 'redis', ...FIGURES, control: FIGURES, ...ratioAboveNothing, updates: 20, rounds: 1, more: { steady: { ...FIGURES, control: FIGURES } } });
    expect(broadcast).toMatchObject({ name: 'broadcast', control: { perSecond: 25 }, more: { 'replies meanwhile': { ...FIGURES, control: FIGURES } } });
    expect(growth).toMatchObject({ name: 'growth', ...FIGURES, control: FIGURES, more: { 'turns at 1000 rows': { ...FIGURES, control: FIGURES }, 'turns beside retention': { ...FIGURES, control: FIGURES } } });
    expect(positive([ingest, broadcast, growth].flatMap((one) => [one?.ratio, one?.perSecond]))).toBe(true);
    expect(positive(Object.values(growth?.facts ?? {}))).toBe(true);
    expect(Object.keys(growth?.facts ?? {})).toEqual(expect.arrayContaining(['dlq list at 1000 rows, ms', 'trace at 1000 rows, ms', 'retention beside turns, rows/s']));
  },
  WITHIN_MS,
);

test(
  'a small run of turns on Postgres ends by itself beside its control',
  async () => {
    const [turns] = await figures('turns', '--backend', 'postgres', '--updates', '20');
    expect(turns).toMatchObject({ name: 'turns', backend: 'postgres', ...FIGURES, control: FIGURES, updates: 20, rounds: 1 });
    expect(positive([turns?.ratio, turns?.perSecond])).toBe(true);
  },
  WITHIN_MS,
);

test('a call that cannot be understood says what can be', async () => {
  const { code, out, err } = await bench('speed');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('npm run bench -- ingest|turns|latency|broadcast|growth|memory|start|views|all');
});

test.each([[[]], [['ingest', 'all']], [['ingest', '--backend', 'mysql']], [['ingest', '--updates', '0']], [['ingest', '--updates', 'x']], [['growth', '--rows', '10000001']], [['ingest', '--loud']]])('arguments %j are refused', (argv) => {
  expect(() => readArguments(argv)).toThrow(ArgumentsError);
});

test('each bench has its usual size and backend, and all of them are each once but turns, which are taken on both', () => {
  expect(planRuns(readArguments(['turns']))).toEqual([{ name: 'turns', backend: 'redis', updates: 10_000, rows: 10_000_000, rounds: 3 }]);
  expect(planRuns(readArguments(['memory', 'start', '--updates', '7', '--rounds', '2', '--rows', '5']))).toEqual([
    { name: 'memory', backend: 'redis', updates: 7, rows: 5, rounds: 2 },
    { name: 'start', backend: 'postgres', updates: 7, rows: 5, rounds: 2 },
  ]);
  const all = (...more: string[]) => planRuns(readArguments(['all', ...more])).map(({ name, backend }) => `${name} ${backend}`);
  expect(all()).toEqual(['ingest redis', 'turns redis', 'turns postgres', 'latency redis', 'broadcast redis', 'growth redis', 'memory redis', 'start postgres', 'views postgres']);
  expect(all('--backend', 'postgres')).toEqual(['ingest', 'turns', 'latency', 'broadcast', 'growth', 'memory', 'start', 'views'].map((name) => `${name} postgres`));
});

test('the most in a second are counted in any second, not in those of the clock', () => {
  expect([mostInASecond([]), mostInASecond([0, 1_000, 2_000]), mostInASecond([0, 900, 999, 1_000, 1_899, 1_950])]).toEqual([0, 1, 4]);
});

test('chats are read by the place of their messages and the text that these have at last', async () => {
  const botApi = await startBotApi();
  const answers = readAnswers(botApi);
  const say = (method: string, params: Record<string, string>) => fetch(`${botApi.url}/bot1:x/${method}`, { method: 'POST', body: new URLSearchParams({ chat_id: '7', ...params }) });
  for (const text of ['Смотрю…', 'Заказ OB-2002', 'Заказ OB-2003']) await say('sendMessage', { text });
  expect([answers.count(), answers.outOfOrder()]).toEqual([2, []]);
  await say('editMessageText', { message_id: '1', text: 'Заказ OB-2001' });
  expect([answers.count(), answers.outOfOrder()]).toEqual([3, []]);
  await say('sendMessage', { text: 'Заказ OB-2003' });
  expect([answers.count(), answers.outOfOrder()]).toEqual([4, ['7']]);
  await botApi.stop();
});

test('a table for a person has a line for each figure and fact, and none for what is not measured', () => {
  const text = asText({ name: 'start', backend: 'postgres', updates: 1, rounds: 3, facts: { 'warm, s': 6.5 } });
  expect(text.split('\n').map((line) => line.replaceAll(/ +/g, ' ').trim())).toEqual(['postgres, 1 updates per second p50 ms p99 ms cpu ms', 'start', 'warm, s 6.50', 'median of 3 rounds', '']);
});

test('percentiles are by nearest rank, medians between the middle two', () => {
  expect([percentile([3, 1, 2, 4], 0.5), percentile([5], 0.99), median([4, 1, 3, 2]), median([3, 1, 2])]).toEqual([2, 5, 2.5, 2]);
});

test('the ratio is the median of the ratios of the rounds, not that of the medians', () => {
  const round = (ours: number, control: number) => ({ ours: { perSecond: ours, p50Ms: 1, p99Ms: 1 }, control: { perSecond: control, p50Ms: 1, p99Ms: 1 } });
  expect(summary([round(50, 100), round(400, 500), round(10, 100)], 'perSecond')).toMatchObject({ ours: { perSecond: 50 }, control: { perSecond: 100 }, ratio: 0.5 });
});

test('a repeated turn has the ids of its own update wherever the recorded one had its', () => {
  const repeat = repeating({ updateId: '98765', chatId: '700', seq: '777' });
  const [text, list, nested, date, number] = repeat.values(['{"id":"tg-1-98765","chat":700}', ['tg-1-98765-1'], { lane: '700', seq: '777' }, new Date(0), 5], { updateId: '1', chatId: '2', seq: '3' });
  expect([text, list, nested, number]).toEqual(['{"id":"tg-1-1","chat":2}', ['tg-1-1-1'], { lane: '2', seq: '3' }, 5]);
  expect((date as Date).getTime()).toBeGreaterThan(0);
});
