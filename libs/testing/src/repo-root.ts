import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the workspace, from the sources as well as from `dist`. */
export function repoRoot(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'nx.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('the workspace was not found above this file');
    folder = parent;
  }
  return folder;
}
