import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from '../errors';

const run = promisify(execFile);

/** The system user that Postgres runs as when we are root, because it refuses to run as root. Empty: our own user. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** Finds the system user `postgres`, and makes it where there is none. */
export async function serverUser(note: (text: string) => void): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  const known = await idsOf('postgres');
  if (known) return known;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'SERVER_USER_MISSING',
      'Postgres refuses to run as root, and the system user "postgres" could not be made; make it with useradd, start as another user, or set DATABASE_URL',
      cause,
    );
  }
  const made = await idsOf('postgres');
  if (!made) throw new EmbeddedPostgresError('SERVER_USER_MISSING', 'the system user "postgres" was made but cannot be found');
  note('made the system user "postgres", because Postgres refuses to run as root');
  return made;
}

async function idsOf(name: string): Promise<ServerUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** Whether that user can enter the folder or run the file, by trying: access lists and mounts have their say too. */
export async function canEnter(user: ServerUser, target: string): Promise<boolean> {
  if (user.uid === undefined) return true;
  return run('test', ['-x', target], { ...user, cwd: '/' }).then(
    () => true,
    () => false,
  );
}
