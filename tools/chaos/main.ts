import { messageOf } from '@ownerbot/runtime';
import { ArgumentsError, readArguments, USAGE, type Arguments } from './arguments';
import { rowAsText, summary, totalsOf, type RunReport } from './report';
import { ROW_NAMES, ROWS } from './rows';
import { runChaos } from './run';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The command line of the fault suite. What goes on is told on standard error, the report on standard output. */
export async function main(argv: readonly string[]): Promise<void> {
  const options = read(argv);
  if (options === undefined) return;
  let isStopped = false;
  process.on('SIGINT', () => {
    if (isStopped) process.exit(130);
    isStopped = true;
    say('the row under way is the last one; once more to stop at once');
  });
  const runs: RunReport[] = [];
  for (const backend of options.backends) {
    if (isStopped) break;
    say(`${backend}, seed ${options.seed}`);
    const run = await runChaos({ ...options, backend, rows: ROWS, onRow: (row) => say(rowAsText(row)), isStopped: () => isStopped });
    runs.push(run);
    say(summary(run));
  }
  const totals = totalsOf(runs.flatMap(({ rows }) => rows));
  process.stdout.write(options.json ? `${JSON.stringify({ seed: options.seed, totals, runs })}\n` : `${runs.map(summary).join('\n')}\n`);
  if (totals.failed.length > 0 || totals.rows === 0) process.exitCode = 1;
}

function read(argv: readonly string[]): Arguments | undefined {
  try {
    return readArguments(argv, ROW_NAMES);
  } catch (error) {
    if (!(error instanceof ArgumentsError)) throw error;
    say(`${messageOf(error)}\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}
