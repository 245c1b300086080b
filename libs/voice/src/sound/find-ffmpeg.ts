import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** The converter: the setting, then the packaged binary, then the PATH. Null: there is none. */
export function findFfmpeg(configured: string | undefined, searchPath: string | undefined): string | null {
  return [configured, packagedFfmpeg(), ...onPath(searchPath)].find((file): file is string => file !== undefined && isExecutable(file)) ?? null;
}

/** The package is optional, and holds no binary where it could not download one. */
function packagedFfmpeg(): string | undefined {
  try {
    const file: unknown = createRequire(__filename)('ffmpeg-static');
    return typeof file === 'string' ? file : undefined;
  } catch {
    return undefined;
  }
}

function onPath(searchPath = ''): string[] {
  return searchPath.split(delimiter).filter((folder) => folder !== '').map((folder) => join(folder, 'ffmpeg'));
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
