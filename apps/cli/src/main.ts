import { Command } from 'commander';
import { EXIT } from '@ownerbot/runtime';
import { broadcastCommand } from './commands/broadcast';
import { demoCommand } from './commands/demo';
import { dlqCommand } from './commands/dlq/dlq';
import { doctorCommand } from './commands/doctor';
import { migrateCommand } from './commands/migrate';
import { operatorTokenCommand } from './commands/operator-token';
import { queuesCommand } from './commands/queues';
import { traceCommand } from './commands/trace';
import { settingsCommand } from './commands/settings';
import { upCommand } from './commands/up';

/** The whole `ownerbot` command. */
export function program(): Command {
  return new Command('ownerbot')
    .description('Runs, checks and looks after OwnerBot. Settings come from the environment and from a .env file; ENV.example lists them.')
    .showSuggestionAfterError()
    // An option that stands after the name of a subcommand is that one's, also where both have it.
    .enablePositionalOptions()
    .showHelpAfterError('(run with --help for what there is)')
    .addCommand(upCommand())
    .addCommand(migrateCommand())
    .addCommand(doctorCommand())
    .addCommand(queuesCommand())
    .addCommand(operatorTokenCommand())
    .addCommand(dlqCommand())
    .addCommand(broadcastCommand())
    .addCommand(traceCommand())
    .addCommand(settingsCommand())
    .addCommand(demoCommand());
}

/** Runs one command line. Sets the exit code: 0 done, 1 failed, 2 the environment is broken. */
export async function main(argv: readonly string[]): Promise<void> {
  const command = program().exitOverride((stop) => {
    process.exitCode = stop.exitCode === 0 ? EXIT.ok : EXIT.failed;
    throw stop;
  });
  try {
    await command.parseAsync([...argv]);
  } catch (error) {
    if (process.exitCode === undefined) throw error;
  }
}

// Images run the program itself; a clone runs it through `npx ownerbot`, which prepares the clone first.
if (require.main === module) void main(process.argv);
