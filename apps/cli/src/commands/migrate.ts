import { Command } from 'commander';
import { systemClock } from '@ownerbot/runtime';
import { firstTenantValues, migrate, migrationTitle, openDatabase, writeFirstTenant } from '@ownerbot/storage';
import type { AllSettings } from '../all-settings';
import { withDatabase } from '../local-database';
import { withQueues } from '../queue-config';
import { runCommand } from '../run-command';
import { wholeEnvironment } from '../whole-environment';

export interface MigrateResult {
  /** Migrations that ran now, by the names of their files. */
  readonly ran: readonly string[];
  readonly queues: 'redis' | 'postgres';
}

/** Brings every table up to this version: the platform's, and those of the queues where they live in Postgres. Safe to run twice, and twice at once. */
export async function migrateAll(settings: AllSettings, databaseUrl: string): Promise<MigrateResult> {
  const ran = (await migrate(databaseUrl)).map(migrationTitle);
  const db = openDatabase({ url: databaseUrl, applicationName: 'ownerbot migrate', maxConnections: 1 });
  try {
    await writeFirstTenant(db, firstTenantValues(settings.firstTenant), systemClock.now());
  } finally {
    await db.close();
  }
  return withQueues(settings, databaseUrl, async (queues) => {
    await queues.migrate();
    return { ran, queues: queues.backend };
  });
}

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the tables up to this version; needed once after each update, `npm start` does it by itself')
    .option('--json', 'print the result as JSON')
    .action((options: { json?: boolean }) =>
      runCommand(options, async ({ env, printer }) => {
        const settings = wholeEnvironment(env);
        const result = await withDatabase({ databaseUrl: settings.store.databaseUrl, home: settings.process.home }, printer.note, (url) => migrateAll(settings, url));
        printer.result(result, () => describeMigration(result));
      }),
    );
}

export function describeMigration(result: MigrateResult): string {
  return result.ran.length === 0 ? 'tables are up to date' : `tables brought up to date: ${result.ran.join(', ')}`;
}
