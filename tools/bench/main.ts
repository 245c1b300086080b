import { messageOf } from '@ownerbot/runtime';
import { benchIngest } from './ingest/bench-ingest';
import { benchLatency } from './latency/bench-latency';
import { ArgumentsError, readArguments, USAGE, type Arguments, type BenchName } from './arguments';
import { asText } from './parts/as-text';
import type { BenchResult } from './parts/figures';
import { benchTurns } from './turns/bench-turns';

const BENCHES: Readonly<Record<BenchName, (options: Arguments) => Promise<BenchResult>>> = { ingest: benchIngest, turns: benchTurns, latency: benchLatency };

/** The command line of the benchmarks. What goes on is told on standard error, the figures on standard output. */
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
  const result = await BENCHES[options.name](options);
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : asText(result));
}
