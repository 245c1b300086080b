import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Result {
  readonly seeds: readonly number[];
  readonly failed: readonly number[];
}
interface Soak {
  readArguments(args: readonly string[], now?: number): { minutes: number; seed: number };
  repeat(soak: { minutes: number; seed: number; runOnce: (seed: number) => Promise<boolean>; clock: () => number; say: (text: string) => void; isStopped?: () => boolean }): Promise<Result>;
  summary(result: Result): string;
}

const { readArguments, repeat, summary } = createRequire(__filename)('./soak.cjs') as Soak;

/** Soaks with runs of twenty minutes each; `fails` says which of them, from 0. */
async function soaked(minutes: number, fails: (run: number) => boolean = () => false) {
  let now = 0;
  const said: string[] = [];
  let runs = 0;
  const result = await repeat({
    minutes,
    seed: 5,
    clock: () => now,
    say: (text) => said.push(text),
    runOnce: () => {
      now += 20 * 60_000;
      return Promise.resolve(!fails(runs++));
    },
  });
  return { ...result, said };
}

test('the chaos tests are repeated until the time is over, each time with another seed', async () => {
  const { seeds, said } = await soaked(60);
  expect(seeds).toHaveLength(3);
  expect(new Set(seeds).size).toBe(3);
  expect(seeds[0]).toBe(5);
  expect(said[0]).toBe('✓ seed 5, 1200 s');
});

test('a run that has begun is finished, and there is one at least', async () => {
  expect((await soaked(0)).seeds).toHaveLength(1);
  expect((await soaked(50)).seeds).toHaveLength(3);
});

test('a run that failed does not end the soak, and is told with what repeats it', async () => {
  const result = await soaked(60, (run) => run === 1);
  expect(result.seeds).toHaveLength(3);
  expect(result.failed).toEqual([result.seeds[1]]);
  const specs = [...['chaos', 'double-taps', 'sis-away', 'voice-order'].map((name) => `apps/worker/e2e/${name}.spec.ts`), 'apps/ingest/e2e/redis-failover.spec.ts'].join(' ');
  expect(summary(result)).toBe(`repeat it with: CHAOS_SEED=${result.failed[0]} AWAY_SECONDS=60 TAP_KILLS=10 TAP_PROPOSALS=200 CHAOS_UPDATES=2000 CHAOS_KILLS=12 npm test -- --runInBand ${specs}\n3 runs, 1 failed`);
});

test('a soak that is interrupted ends with what has been finished', async () => {
  let runs = 0;
  const result = await repeat({ minutes: 60, seed: 1, clock: () => 0, say: () => undefined, runOnce: () => Promise.resolve(++runs < 3), isStopped: () => runs === 3 });
  expect(result.seeds).toHaveLength(2);
  expect(result.failed).toEqual([]);
});

test('an hour and a seed from the clock are what it takes by itself', () => {
  expect(readArguments([], 1_767_225_600_123)).toEqual({ minutes: 60, seed: 600_123 });
  expect(readArguments(['--minutes', '0.5', '--seed', '42'])).toEqual({ minutes: 0.5, seed: 42 });
});

test.each([[['--minutes', 'many']], [['--minutes', '-1']], [['--hours', '1']], [['--seed', '']]])('%j is refused with what is allowed', (args) => {
  expect(() => readArguments(args)).toThrow(/npm run soak -- \[--minutes/);
});

test('what it repeats exists, and npm knows the command that the end of npm test names', () => {
  const root = path.resolve(__dirname, '..');
  const scripts = (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;
  expect(scripts['soak']).toBe('node tools/soak.cjs');
  expect(readFileSync(path.join(root, 'tools', 'test.cjs'), 'utf8')).toContain('npm run soak');
  const read: readonly (readonly [spec: string, keys: readonly string[]])[] = [
    ['chaos', ['CHAOS_SEED', 'CHAOS_UPDATES', 'CHAOS_KILLS']],
    ['double-taps', ['CHAOS_SEED', 'TAP_KILLS', 'TAP_PROPOSALS']],
    ['sis-away', ['AWAY_SECONDS']],
    ['voice-order', ['AWAY_SECONDS']],
  ];
  for (const [spec, keys] of read) {
    const text = readFileSync(path.join(root, 'apps', 'worker', 'e2e', `${spec}.spec.ts`), 'utf8');
    expect(keys.filter((key) => !text.includes(`process.env['${key}']`))).toEqual([]);
  }
});
