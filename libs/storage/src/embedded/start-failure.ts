import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from '../errors';

/** Makes one clear error of what `initdb` or `postgres` printed before it gave up. */
export function startFailure(step: 'initdb' | 'postgres', output: string, folder: string, port: number): EmbeddedPostgresError {
  if (/no space left on device|ENOSPC|disk quota exceeded/i.test(output)) return diskFull(folder);
  if (/address already in use/i.test(output)) return portTaken(port);
  if (/incompatible with server|initialized by PostgreSQL version/i.test(output)) {
    return new EmbeddedPostgresError('DATA_VERSION_MISMATCH', `the data in ${folder} belongs to another version of Postgres: ${lastLines(output)}`);
  }
  return new EmbeddedPostgresError('START_FAILED', `${step} failed in ${folder}: ${lastLines(output) || 'it said nothing'}`);
}

const ENOUGH_BYTES = 64 * 1024 * 1024;

/** What Postgres prints on a full disk does not always say so; the disk itself does. */
export async function explained(error: unknown, folder: string): Promise<unknown> {
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'ENOSPC') return diskFull(folder, error);
    if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') {
      return new EmbeddedPostgresError('FOLDER_UNREACHABLE', `${folder} cannot be written (${error.code}); set OWNERBOT_HOME to a folder of yours`, error);
    }
    if (error.code === 'START_FAILED' && (await freeBytes(folder)) < ENOUGH_BYTES) return diskFull(folder, error);
  }
  return error;
}

async function freeBytes(folder: string): Promise<number> {
  let existing = path.resolve(folder);
  for (;;) {
    try {
      const { bavail, bsize } = await statfs(existing);
      return bavail * bsize;
    } catch {
      if (path.dirname(existing) === existing) return Number.POSITIVE_INFINITY;
      existing = path.dirname(existing);
    }
  }
}

export function diskFull(folder: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError('DISK_FULL', `the disk of ${folder} is full; free some space (the database needs 100 MB at least) and start again`, cause);
}

export function portTaken(port: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError('PORT_TAKEN', `port ${port} of 127.0.0.1 is taken by another program; stop it or let the database take a free port`);
}

export function dataVersionMismatch(folder: string, found: string, ours: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'DATA_VERSION_MISMATCH',
    `the data in ${folder} was made by PostgreSQL ${found}, and this version brings PostgreSQL ${ours}; ` +
      `start the version that made it, or set DATABASE_URL to a PostgreSQL ${found}, or begin anew after: mv ${folder} ${folder}-${found}`,
  );
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-4).join(' | ').slice(0, 600);
}
