import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from '../errors';
import { majorVersion } from './binaries';
import type { Place } from './place';
import type { ServerUser } from './server-user';
import { dataVersionMismatch, startFailure } from './start-failure';

const run = promisify(execFile);
export const SUPERUSER = 'ownerbot';

/**
 * Makes the data folder when there is none, and checks its version when there is one. Returns the password.
 * A half made folder of a killed start is never taken for a whole one: it is made aside and renamed.
 */
export async function initCluster(place: Place, user: ServerUser, durable: boolean): Promise<string> {
  const passwordFile = path.join(place.folder, 'password');
  const found = await readFile(path.join(place.data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (found === undefined) return makeCluster(place, user, durable, passwordFile);

  const ours = await majorVersion(place.native);
  if (found.trim() !== ours) throw dataVersionMismatch(place.data, found.trim(), ours);
  try {
    return (await readFile(passwordFile, 'utf8')).trim();
  } catch (cause) {
    throw new EmbeddedPostgresError('PASSWORD_MISSING', `${passwordFile} is missing, and the database in ${place.data} opens with it alone; restore it`, cause);
  }
}

async function makeCluster(place: Place, user: ServerUser, durable: boolean, passwordFile: string): Promise<string> {
  const half = path.join(place.folder, 'data.half');
  const handed = path.join(place.folder, 'password.initdb');
  const password = randomBytes(24).toString('base64url');
  try {
    await rm(half, { recursive: true, force: true });
    await mkdir(half, { mode: 0o700 });
    await writePrivately(passwordFile, password);
    await writePrivately(handed, password);
    await give(half, user);
    await give(handed, user);
    await run(
      path.join(place.native, 'bin', 'initdb'),
      [
        `--pgdata=${half}`, `--username=${SUPERUSER}`, `--pwfile=${handed}`, '--auth=scram-sha-256', '--encoding=UTF8',
        '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions', ...(durable ? [] : ['--no-sync']),
      ],
      { ...user, cwd: '/', env: { ...process.env, LC_ALL: 'C' } },
    );
    await rename(half, place.data);
    return password;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw error;
    throw startFailure('initdb', printedBy(error), place.folder, 0);
  } finally {
    await rm(handed, { force: true });
    await rm(half, { recursive: true, force: true });
  }
}

function printedBy(error: unknown): string {
  const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message?: string };
  return [stdout, stderr].filter(Boolean).join('\n') || (message ?? String(error));
}

async function writePrivately(file: string, text: string): Promise<void> {
  await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${text}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function give(target: string, user: ServerUser): Promise<void> {
  if (user.uid !== undefined && user.gid !== undefined) await chown(target, user.uid, user.gid);
}
