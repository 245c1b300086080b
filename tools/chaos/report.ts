import type { BackendName } from '@ownerbot/queues';

/** What came of one row. */
export interface RowReport {
  readonly name: string;
  /** With it `--seed` repeats the row. */
  readonly seed: number;
  readonly ok: boolean;
  /** Broken promises, each in words. */
  readonly violations: readonly string[];
  readonly updates: number;
  readonly kills: number;
  /** Changes that the shop executed. */
  readonly commits: number;
  /** Answers that stand twice in a chat; only where Telegram took what could not be noted. */
  readonly repeats: number;
  readonly deaths: number;
  /** From the mending until every promise held. */
  readonly recoveryMs: number;
  readonly seconds: number;
  /** Folder with the logs of a row that failed. */
  readonly logs?: string;
}

export interface RunReport {
  readonly backend: BackendName;
  readonly seed: number;
  readonly seconds: number;
  readonly rows: readonly RowReport[];
  /** Rows for which the time did not suffice. */
  readonly notRun: readonly string[];
}

export interface Totals {
  readonly rows: number;
  readonly failed: readonly string[];
  readonly updates: number;
  readonly kills: number;
  readonly commits: number;
  readonly repeats: number;
  readonly deaths: number;
  readonly worstRecoveryMs: number;
}

export function totalsOf(rows: readonly RowReport[]): Totals {
  const sum = (key: 'updates' | 'kills' | 'commits' | 'repeats' | 'deaths'): number => rows.reduce((total, row) => total + row[key], 0);
  return {
    rows: rows.length,
    failed: [...new Set(rows.filter(({ ok }) => !ok).map(({ name }) => name))],
    updates: sum('updates'),
    kills: sum('kills'),
    commits: sum('commits'),
    repeats: sum('repeats'),
    deaths: sum('deaths'),
    worstRecoveryMs: Math.max(0, ...rows.map(({ recoveryMs }) => recoveryMs)),
  };
}

export function rowAsText({ name, ok, violations, updates, kills, commits, repeats, deaths, recoveryMs, seconds, logs }: RowReport): string {
  const figures = `${updates} updates, ${kills} kills, ${commits} commits, ${repeats} repeats, ${deaths} deaths, recovered in ${recoveryMs} ms, ${seconds} s`;
  return [`${ok ? '✓' : '✗'} ${name}: ${figures}`, ...violations.map((one) => `    ${one}`), ...(logs === undefined ? [] : [`    logs: ${logs}`])].join('\n');
}

/** The end of a run: its sums, what was left out, and how to see a failure again. */
export function summary({ backend, seed, rows, notRun, seconds }: RunReport): string {
  const totals = totalsOf(rows);
  return [
    `${backend}, seed ${seed}: ${totals.rows} rows in ${Math.round(seconds)} s, ${totals.failed.length} failed; ${totals.updates} updates, ${totals.kills} kills, ${totals.commits} commits, ${totals.repeats} repeats, ${totals.deaths} deaths, worst recovery ${totals.worstRecoveryMs} ms`,
    ...(notRun.length === 0 ? [] : [`no time for: ${notRun.join(', ')}`]),
    ...rows.filter(({ ok }) => !ok).map((row) => `repeat it with: npm run chaos -- --backend ${backend} --seed ${row.seed} --only ${row.name}`),
  ].join('\n');
}
