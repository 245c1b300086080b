import { systemClock } from '@ownerbot/runtime';
import { createOperations, type Operations } from '@ownerbot/operations';
import { openDatabase, requireMigrations } from '@ownerbot/storage';
import { withDatabase } from '../local-database';
import { withQueues } from '../queue-config';
import type { CommandContext } from '../run-command';
import { wholeEnvironment } from '../whole-environment';

/** What operators can do, over the stores that the settings name; closed after `work`. @throws MigrationError when the tables are missing */
export async function withOperations<T>({ env, printer }: CommandContext, work: (operations: Operations) => Promise<T>): Promise<T> {
  const settings = wholeEnvironment(env);
  return withDatabase({ databaseUrl: settings.store.databaseUrl, home: settings.process.home }, printer.note, async (url) => {
    const db = openDatabase({ url, applicationName: 'ownerbot operations', maxConnections: 3 });
    try {
      await requireMigrations(db);
      return await withQueues(settings, url, (queues) => work(createOperations({ db, queues, clock: systemClock })));
    } finally {
      await db.close();
    }
  });
}
