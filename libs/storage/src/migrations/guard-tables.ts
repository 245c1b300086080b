import { codeOf, service, type Logger, type Service } from '@ownerbot/runtime';
import type { Db } from '../db/db';
import { MigrationError } from '../errors';
import { requireMigrations } from './pending-migrations';

/**
 * Refuses to start on tables that are missing or of another version: only `ownerbot migrate` and `npm start` migrate. A Postgres
 * that is away does not hinder the start: no job is taken until it is there.
 */
export function guardTables(db: Db, log: Logger): Service {
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
