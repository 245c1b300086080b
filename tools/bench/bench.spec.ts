import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { buildOnce, repoRoot } from '@ownerbot/testing';
import { ArgumentsError, readArguments } from './arguments';
import { median, percentile, summary } from './parts/figures';
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

test.each([
  ['ingest', 'redis', 60],
  ['turns', 'redis', 60],
  ['turns', 'postgres', 20],
  ['latency', 'redis', 10],
])(
  'a small run of %s on %s ends by itself and gives every figure beside its control',
  async (name, backend, updates) => {
    const { code, out, err } = await bench(name, '--backend', backend, '--updates', String(updates), '--rounds', '1', '--json');
    expect({ code, err }).toMatchObject({ code: 0 });
    const result = JSON.parse(out) as { ratio: number; control: { perSecond: number }; perSecond: number };
    expect(result).toMatchObject({ name, backend, ...FIGURES, control: FIGURES, ratio: expect.any(Number), updates, rounds: 1 });
    expect([result.perSecond, result.control.perSecond, result.ratio].every((one) => Number.isFinite(one) && one > 0)).toBe(true);
  },
  WITHIN_MS,
);

test('a call that cannot be understood says what can be', async () => {
  const { code, out, err } = await bench('speed');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('npm run bench -- ingest|turns|latency');
});

test.each([[[]], [['ingest', 'turns']], [['ingest', '--backend', 'mysql']], [['ingest', '--updates', '0']], [['ingest', '--updates', 'x']], [['ingest', '--loud']]])(
  'arguments %j are refused',
  (argv) => {
    expect(() => readArguments(argv)).toThrow(ArgumentsError);
  },
);

test('arguments have defaults', () => {
  expect(readArguments(['turns'])).toEqual({ name: 'turns', backend: 'redis', json: false, updates: 10_000, rounds: 3, profile: undefined });
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
