import { codeOf, service, type Logger, type Service } from '@ownerbot/runtime';
import { MigrationError, requireMigrations, type Database } from '@ownerbot/storage';

/**
 * Refuses to start on tables that are missing or of another version; a worker never migrates. A Postgres that is away does not
 * hinder the start: no job is taken until it is there.
 */
export function checkTables(db: Database, log: Logger): Service {
  return service('tables', {
    async start() {
      try {
        await requireMigrations(db);
      } catch (error) {
        if (error instanceof MigrationError) throw error;
        log.warn('tables_not_checked', { code: codeOf(error), error });
      }
    },
  });
}
