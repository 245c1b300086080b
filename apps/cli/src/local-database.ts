import { join, resolve } from 'node:path';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '@ownerbot/storage';

export interface DatabasePlace {
  /** `DATABASE_URL`, where it is set. */
  readonly databaseUrl: string | undefined;
  /** `OWNERBOT_HOME`. */
  readonly home: string;
}

/**
 * Runs `work` with the database that the settings name, or with the embedded one: that of a running `npm start` is used as it
 * is, otherwise it is started for the time of the work alone.
 * @throws EmbeddedPostgresError, and whatever `work` throws.
 */
export async function withDatabase<T>(place: DatabasePlace, note: (text: string) => void, work: (databaseUrl: string) => Promise<T>): Promise<T> {
  if (place.databaseUrl !== undefined) return work(place.databaseUrl);
  const folder = join(resolve(place.home), 'postgres');
  const running = await runningEmbeddedPostgres(folder);
  if (running !== undefined) return work(running);
  const server = await startEmbeddedPostgres({ folder, onNote: note });
  try {
    return await work(server.url());
  } finally {
    await server.stop();
  }
}
