import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from '../errors';
import { isAlive, startOf } from './processes';

/**
 * Marks the folder as ours, so that a second start does not take over the server of a living one. The mark of a killed
 * process does not count. Throws `FOLDER_IN_USE`.
 */
export async function ownFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'owner.json');
  const mark = JSON.stringify({ pid: process.pid, start: startOf(process.pid) });
  for (;;) {
    try {
      await writeFile(file, mark, { flag: 'wx', mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = readMark(await readFile(file, 'utf8').catch(() => ''));
    if (owner && isAlive(owner.pid) && (owner.start === undefined || owner.start === startOf(owner.pid))) {
      throw new EmbeddedPostgresError('FOLDER_IN_USE', `the database in ${folder} is used by process ${owner.pid}; stop it first, or set OWNERBOT_HOME to another folder`);
    }
    await rm(file, { force: true });
  }
}

function readMark(text: string): { pid: number; start?: string } | undefined {
  try {
    const mark = JSON.parse(text) as { pid?: unknown; start?: unknown };
    if (typeof mark.pid !== 'number') return undefined;
    return { pid: mark.pid, start: typeof mark.start === 'string' ? mark.start : undefined };
  } catch {
    return undefined;
  }
}
