import { messageOf } from '@ownerbot/runtime';
import { ArgumentsError, readArguments, USAGE, type Arguments, type BenchName } from './arguments';
import { benchBroadcast } from './broadcast/bench-broadcast';
import { benchGrowth } from './growth/bench-growth';
import { benchIngest } from './ingest/bench-ingest';
import { benchLatency } from './latency/bench-latency';
import { benchMemory } from './memory/bench-memory';
import { asText } from './parts/as-text';
import type { BenchResult } from './parts/figures';
import { openServers, type StoreServers } from './parts/stores';
import { tell } from './parts/tell';
import { planRuns, type Run } from './plan';
import { benchStart } from './start/bench-start';
import { benchTurns } from './turns/bench-turns';
import { benchViews } from './views/bench-views';

const BENCHES: Readonly<Record<BenchName, (run: Run, servers: StoreServers) => Promise<BenchResult>>> = {
  ingest: benchIngest,
  turns: benchTurns,
  latency: benchLatency,
  broadcast: benchBroadcast,
  growth: benchGrowth,
  memory: benchMemory,
  start: benchStart,
  views: benchViews,
};

/**
 * The command line of the benchmarks. What goes on is told on standard error, the figures on standard output, each bench as it ends: with
 * `--json` one object on a line. One that fails does not keep the next from running, and the exit code tells.
 */
export async function main(argv: readonly string[]): Promise<void> {
  let options: Arguments;
  try {
    options = readArguments(argv);
  } catch (error) {
    if (!(error instanceof ArgumentsError)) throw error;
    process.stderr.write(`${messageOf(error)}\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const servers = openServers(options);
  try {
    for (const run of planRuns(options)) await runOne(run, servers, options.json);
  } finally {
    await servers.stop();
  }
}

async function runOne(run: Run, servers: StoreServers, json: boolean): Promise<void> {
  tell(`${run.name} on ${run.backend}`);
  try {
    const result = await BENCHES[run.name](run, servers);
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : asText(result));
  } catch (error) {
    tell(`${run.name} on ${run.backend} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  }
}
