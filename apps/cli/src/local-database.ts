import { join, resolve } from 'node:path';
import { startEmbeddedPostgres } from '@ownerbot/storage';

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
  let wasRunning = false;
  const server = await startEmbeddedPostgres({
    folder: join(resolve(place.home), 'postgres'),
    onNote: (text) => {
      wasRunning ||= text.startsWith('took over');
      note(text);
    },
  });
  try {
    return await work(server.url());
  } finally {
    await (wasRunning ? server.leave() : server.stop());
  }
}
