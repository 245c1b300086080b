import { createHash } from 'node:crypto';
import { chown, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from '../errors';
import { findBinaries } from './binaries';
import { canEnter, type ServerUser } from './server-user';

/** Where a server's files are. */
export interface Place {
  /** Folder of the password, the log and the owner's mark. */
  readonly folder: string;
  /** Postgres' own data folder. */
  readonly data: string;
  /** Folder that holds `bin`, `lib` and `share`. */
  readonly native: string;
}

const SYSTEM_FOLDER = '/var/lib/ownerbot';

/**
 * Chooses the place. As root the server runs as another user, who often cannot enter the clone or the wanted folder (anything
 * under `/root`): then the binaries are copied, or the data is kept, under `/var/lib/ownerbot`, and a note says so.
 * A data folder that exists is never silently left for an empty one.
 */
export async function choosePlace(wanted: string, user: ServerUser, note: (text: string) => void): Promise<Place> {
  const folder = await chooseFolder(path.resolve(wanted), user, note);
  return { folder, data: path.join(folder, 'data'), native: await chooseNative(user, note) };
}

/** Where the data of a wanted folder is, if it has been made. */
export async function findPlaceFolder(wanted: string): Promise<string> {
  const moved = movedFolder(path.resolve(wanted));
  return (await holdsData(moved)) ? moved : path.resolve(wanted);
}

function movedFolder(wanted: string): string {
  return path.join(SYSTEM_FOLDER, createHash('sha256').update(wanted).digest('hex').slice(0, 12));
}

async function chooseFolder(wanted: string, user: ServerUser, note: (text: string) => void): Promise<string> {
  const moved = movedFolder(wanted);
  if (user.uid !== undefined && (await holdsData(moved))) {
    note(`the database of ${wanted} is kept in ${moved}`);
    return moved;
  }
  await mkdir(wanted, { recursive: true, mode: 0o755 });
  if (await canEnter(user, wanted)) return wanted;
  if (await holdsData(wanted)) {
    throw new EmbeddedPostgresError(
      'FOLDER_UNREACHABLE',
      `the user "postgres" can no longer enter ${wanted}, which holds the database; allow it to (chmod o+x on the folders above it) or start as the folder's owner`,
    );
  }
  await mkdir(moved, { recursive: true, mode: 0o755 });
  note(`the user "postgres" cannot enter ${wanted}, so the database is kept in ${moved}`);
  return moved;
}

async function chooseNative(user: ServerUser, note: (text: string) => void): Promise<string> {
  const native = await findBinaries();
  if (await canEnter(user, path.join(native, 'bin', 'postgres'))) return native;
  const { mtimeMs, size } = await stat(path.join(native, 'bin', 'postgres'));
  const key = createHash('sha256').update(`${native} ${mtimeMs} ${size}`).digest('hex').slice(0, 12);
  const copy = path.join(SYSTEM_FOLDER, `binaries-${key}`);
  if (await exists(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  if (user.uid !== undefined && user.gid !== undefined) await chown(half, user.uid, user.gid);
  await rename(half, copy).catch(async () => rm(half, { recursive: true, force: true }));
  note(`the user "postgres" cannot enter ${native}, so its programs are copied to ${copy}`);
  return copy;
}

function holdsData(folder: string): Promise<boolean> {
  return exists(path.join(folder, 'data', 'PG_VERSION'));
}

function exists(target: string): Promise<boolean> {
  return stat(target).then(
    () => true,
    () => false,
  );
}
