import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { messageOf } from '@ownerbot/runtime';
import type { BackendName } from '@ownerbot/queues';
import { sql, type Sql } from '@ownerbot/storage';
import { postsOfChats, seededRandom } from '@ownerbot/testing';
import type { Fault, Length } from './fault';
import { before, checkRow } from './parts/check-row';
import { CHANGERS, READERS, startChaosSystem, type ChaosSystem } from './parts/chaos-system';
import { rowWork, type Counters } from './parts/row-work';
import { planRound, type PlannedRow } from './plan';
import type { RowReport, RunReport } from './report';

const MINUTE_MS = 60_000;
/** How long after the mending the promises may wait to hold; a retry of Telegram's 429 and the longest backoffs fit in. */
const PATIENCE_MS: Readonly<Record<Length, number>> = { short: 60_000, full: 300_000 };
/** Ids of another life of the suite are not taken for ours. */
const FIRST_UPDATE = 500_000_000;

export interface RunOptions {
  readonly backend: BackendName;
  readonly rows: readonly Fault[];
  readonly seed: number;
  readonly only?: readonly string[];
  /** Rounds go on for so long; null: one round. */
  readonly minutes?: number | null;
  readonly length?: Length;
  readonly onRow?: (row: RowReport) => void;
  readonly isStopped?: () => boolean;
}

/** Rounds of rows on one system, one after the other. A row that failed leaves its system behind: the next one gets a new one. */
export async function runChaos(options: RunOptions): Promise<RunReport> {
  const { backend, rows, seed, only = [], minutes = null, length = 'full', onRow, isStopped = () => false } = options;
  const begun = Date.now();
  const isOver = (): boolean => isStopped() || (minutes !== null && Date.now() - begun >= minutes * MINUTE_MS);
  const reports: RowReport[] = [];
  const counters: Counters = { update: FIRST_UPDATE, coupon: 0 };
  const wanted = planRound(rows, { seed, round: 1, backend, only });
  let system: ChaosSystem | undefined;
  try {
    for (let round = 1; round === 1 || (minutes !== null && !isOver()); round += 1) {
      for (const row of planRound(rows, { seed, round, backend, only })) {
        if (isOver() && reports.length > 0) break;
        system ??= await startChaosSystem(backend);
        const begun = new Date();
        const ran = await runRow(system, row, { counters, length });
        const report = ran.ok ? ran : { ...ran, logs: await keepLogs(system, row, begun) };
        reports.push(report);
        onRow?.(report);
        if (!report.ok) {
          await system.stop();
          system = undefined;
        }
      }
    }
  } finally {
    await system?.stop();
  }
  const done = new Set(reports.map(({ name }) => name));
  return { backend, seed, seconds: seconds(begun), rows: reports, notRun: wanted.map(({ fault }) => fault.name).filter((name) => !done.has(name)) };
}

async function runRow(system: ChaosSystem, { fault, roundSeed, seed }: PlannedRow, { counters, length }: { counters: Counters; length: Length }): Promise<RowReport> {
  const random = seededRandom(seed);
  const work = rowWork(system, random, counters);
  const begun = Date.now();
  const since = await before(system);
  const violations: string[] = [];
  const failed = (what: string) => (error: unknown) => void violations.push(`${what}: ${messageOf(error)}${error instanceof Error && error.cause !== undefined ? ` (${messageOf(error.cause)})` : ''}`);
  let healedAt = Date.now();
  try {
    const count = (wished: number | undefined): number => (length === 'short' ? Math.ceil((wished ?? 0) / 2) : (wished ?? 0));
    await work.ask(count(fault.updates));
    const changing = work.change(count(fault.changes)).catch(failed('changing the shop'));
    const heal = await fault.strike({ system, work, random, length });
    await heal();
    healedAt = Date.now();
    await changing;
  } catch (error) {
    failed('striking')(error);
  }
  const checked = violations.length > 0 ? undefined : await checkRow(system, work, fault, since, length === 'full' ? (fault.patienceMs ?? PATIENCE_MS.full) : PATIENCE_MS.short).catch(failed('checking'));
  return {
    name: fault.name,
    seed: roundSeed,
    ok: violations.length === 0 && checked?.violations.length === 0,
    violations: [...violations, ...(checked?.violations ?? [])],
    updates: work.requests.length + work.sentUpdates.length,
    kills: work.kills,
    commits: checked?.commits ?? 0,
    repeats: checked?.repeats ?? 0,
    deaths: checked?.deaths ?? 0,
    recoveryMs: Date.now() - healedAt,
    seconds: seconds(begun),
  };
}

/** What the processes of a failed row told, and what the tables hold of it, for whoever looks into it. */
async function keepLogs({ apps, direct, sandbox }: ChaosSystem, { fault }: PlannedRow, since: Date): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `ownerbot-chaos-${fault.name}-`));
  for (const app of Object.values(apps)) await writeFile(path.join(folder, `${app.name}.log`), `${app.lines().join('\n')}\n`);
  const tables: Readonly<Record<string, Sql>> = {
    updates: sql`select * from updates where received_at >= ${since} order by chat_id, seq`,
    effects: sql`select * from effects where created_at >= ${since} order by chat_id, request_seq, n`,
    messages: sql`select * from messages where sending_at >= ${since} order by chat_id, sending_at`,
    letters: sql`select * from dead_letters where died_at >= ${since} order by died_at`,
  };
  for (const [name, rows] of Object.entries(tables)) await writeFile(path.join(folder, `${name}.json`), JSON.stringify(await direct.query(rows).catch(messageOf), null, 1));
  const posts = await postsOfChats(sandbox, [...READERS, ...CHANGERS]).catch(() => new Map());
  await writeFile(path.join(folder, 'posts.json'), JSON.stringify(Object.fromEntries(posts), null, 1));
  return folder;
}

const seconds = (since: number): number => Math.round((Date.now() - since) / 100) / 10;
