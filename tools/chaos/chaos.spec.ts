import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ACTION_CRASH_POINTS } from '@ownerbot/actions';
import { CRASH_POINTS } from '@ownerbot/conversation';
import { pickLane } from '@ownerbot/queues';
import { ArgumentsError, readArguments } from './arguments';
import { overlapsOf } from './parts/fleet';
import { planRound } from './plan';
import { rowAsText, summary, totalsOf, type RowReport, type RunReport } from './report';
import { ROW_NAMES, ROWS } from './rows';

const root = path.resolve(__dirname, '..', '..');
const plan = (seed: number, round = 1, only: readonly string[] = []) => planRound(ROWS, { seed, round, backend: 'postgres', only });
const row: RowReport = { name: 'term', seed: 7, ok: true, violations: [], updates: 10, kills: 3, commits: 1, repeats: 0, deaths: 0, recoveryMs: 400, seconds: 2 };
const failed: RowReport = { ...row, name: 'poison', seed: 15_838, ok: false, violations: ['lost: no answer to OB-5001'], recoveryMs: 900, logs: '/logs' };
const run: RunReport = { backend: 'redis', seed: 7, seconds: 4, rows: [row, failed], notRun: ['replay'] };

describe('the plan', () => {
  test('comes from the seed alone, and another seed makes another one', () => {
    expect(plan(3)).toEqual(plan(3));
    expect(plan(3).map(({ seed }) => seed)).not.toEqual(plan(4).map(({ seed }) => seed));
  });

  test('of a row is the same whether it runs alone or with all others, and in the round whose seed is given first', () => {
    const [alone] = plan(3, 2, ['poison']);
    expect(plan(3, 2)).toContainEqual(alone);
    expect(plan(alone?.roundSeed ?? 0, 1, ['poison'])).toEqual([alone]);
  });

  test('has every row of its backend once, and those of Redis on Redis alone', () => {
    expect(plan(1).map(({ fault }) => fault.name).sort()).toEqual(ROWS.filter(({ backends }) => backends.includes('postgres')).map(({ name }) => name).sort());
    expect(plan(1).some(({ fault }) => fault.group === 'redis')).toBe(false);
  });
});

describe('arguments', () => {
  test('rows can be named by themselves and by their group', () => {
    expect(readArguments(['--only', 'kill, poison', '--seed', '4', '--backend', 'redis'], ROW_NAMES)).toMatchObject({ only: ['kill', 'poison'], seed: 4, backends: ['redis'], minutes: null, json: false });
    expect(readArguments(['--minutes', '5', '--json'], ROW_NAMES, 12)).toEqual({ minutes: 5, seed: 12, only: [], backends: ['redis', 'postgres'], json: true });
  });

  test.each([[['--only', 'nothing']], [['--backend', 'mysql']], [['--minutes', 'x']], [['--seed', '-1']], [['--what']], [['extra']]])('%j is refused', (args) => {
    expect(() => readArguments(args, ROW_NAMES)).toThrow(ArgumentsError);
  });
});

test('the report sums up, and tells how each failed row is repeated', () => {
  expect(totalsOf(run.rows)).toEqual({ rows: 2, failed: ['poison'], updates: 20, kills: 6, commits: 2, repeats: 0, deaths: 0, worstRecoveryMs: 900 });
  expect(rowAsText(failed)).toContain('✗ poison');
  expect(rowAsText(failed)).toContain('lost: no answer to OB-5001');
  expect(summary(run)).toContain('npm run chaos -- --backend redis --seed 15838 --only poison');
  expect(summary(run)).toContain('no time for: replay');
});

test('turns of one lane side by side are found, whatever lies between them; those of other lanes may be', () => {
  const turn = (id: string, chat: string, begun: number, ended: number) => ({ id, chat, begun, ended });
  const one = [turn('a', '1', 0, 2), turn('c', '1', 2, 3), turn('b', '1', 1, 1.5)];
  expect(overlapsOf(one, 1)).toEqual(['lane 0: a and b']);
  expect(overlapsOf([turn('a', '1', 0, 1), turn('b', '1', 1, 2)], 1)).toEqual([]);
  const lanes = 16;
  const other = ['2', '3', '4', '5'].find((chat) => pickLane(chat, lanes) !== pickLane('1', lanes)) ?? '';
  expect(overlapsOf([turn('a', '1', 0, 2), turn('b', other, 1, 3)], lanes)).toEqual([]);
});

/** Plans and drawings are killed at each of their points by the tests of the library, on real stores. */
const KILLED_ELSEWHERE = ['../../libs/conversation/src/plan/run/run-plan.spec.ts', '../../libs/conversation/src/drawings/drawings.spec.ts'];

test('every row stands in its page of the docs, and every crash point is killed at', () => {
  const page = readFileSync(path.join(root, 'docs', 'chaos.md'), 'utf8');
  expect(ROWS.filter(({ name }) => !page.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
  const kills = ['faults/kills.ts', 'faults/voice.ts', ...KILLED_ELSEWHERE].map((file) => readFileSync(path.join(__dirname, file), 'utf8')).join('');
  expect([...CRASH_POINTS, ...ACTION_CRASH_POINTS].filter((point) => !kills.includes(`'${point}'`))).toEqual([]);
});
