import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of the catalogue, by its path below the folder. */
export type CatalogueFile = { readonly file: string; readonly text: string };

/** All YAML files below a folder, sorted by path. */
export function readFiles(folder: string): CatalogueFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yml'))
    .map((entry) => {
      const full = path.join(entry.parentPath, entry.name);
      return { file: path.relative(folder, full).split(path.sep).join('/'), text: readFileSync(full, 'utf8') };
    })
    .sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** The version of a catalogue: the same files give the same one, on every machine. */
export function versionOf(files: readonly CatalogueFile[]): string {
  const hash = createHash('sha256');
  for (const { file, text } of files) hash.update(`${file}\0${text.replaceAll('\r\n', '\n')}\0`);
  return hash.digest('hex').slice(0, 16);
}
