import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The version of OwnerBot, from its `package.json` above this program; empty where there is none. */
export function ownVersion(from: string = __dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (existsSync(file)) {
      const { name, version }: { name?: unknown; version?: unknown } = { ...JSON.parse(readFileSync(file, 'utf8')) };
      if (name === 'ownerbot' && typeof version === 'string') return version;
    }
    if (path.dirname(folder) === folder) return '';
  }
}
