import { accessSync, constants, existsSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { codeOf, messageOf } from '@ownerbot/runtime';
import { broken, warning, well, type Finding } from '../finding';

const NODE_FLOOR = { major: 20, minor: 19 };
const LOW_DISK_BYTES = 500 * 1024 * 1024;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > NODE_FLOOR.major || (major === NODE_FLOOR.major && minor >= NODE_FLOOR.minor);
  if (isNewEnough) return well('node', version);
  return broken('node', `${version} is too old`, `install Node ${NODE_FLOOR.major}.${NODE_FLOOR.minor} or newer`);
}

/** A home that does not exist yet is judged by the folder in which it will be made. */
export async function checkHome(home: string): Promise<Finding> {
  const folder = nearestFolder(home);
  const probe = join(folder, `.ownerbot-probe-${process.pid}`);
  try {
    await writeFile(probe, 'probe');
  } catch (error) {
    return broken('home', `${home} cannot be written (${codeOf(error)}: ${messageOf(error)})`, 'free some space, mend the rights, or set OWNERBOT_HOME to another folder');
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
  const disk = await statfs(folder);
  const freeBytes = disk.bavail * disk.bsize;
  const detail = `${home}, ${Math.floor(freeBytes / 1024 / 1024)} MB free`;
  return freeBytes < LOW_DISK_BYTES ? warning('home', detail, 'free some disk space: the queues and the ledger grow with every request') : well('home', detail);
}

function nearestFolder(path: string): string {
  const folder = resolve(path);
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/** The order: `FFMPEG_PATH`, the packaged binary, the PATH. */
export function checkFfmpeg(ffmpegPath: string | undefined, env: NodeJS.ProcessEnv): Finding {
  const found = [ffmpegPath, packagedFfmpeg(), ...onPath(env)].find((file) => file !== undefined && isExecutable(file));
  if (found !== undefined) return well('ffmpeg', found);
  return warning('ffmpeg', 'not found: voice messages cannot be converted', 'apt-get install ffmpeg, or set FFMPEG_PATH');
}

function packagedFfmpeg(): string | undefined {
  try {
    const file: unknown = createRequire(__filename)('ffmpeg-static');
    return typeof file === 'string' ? file : undefined;
  } catch {
    return undefined;
  }
}

function onPath(env: NodeJS.ProcessEnv): string[] {
  return (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'ffmpeg'));
}

function isExecutable(file: string): boolean {
  try {
    if (!existsSync(file)) return false;
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
