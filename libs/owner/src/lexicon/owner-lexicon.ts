import path from 'node:path';
import { writeFinding } from '../catalogue/findings';
import { readFiles } from '../catalogue/read-files';
import { TemplatesInvalidError } from '../errors';
import { buildLexicon, type Lexicon } from './lexicon';
import { readLexicon } from './read-lexicon';

/** Folder of the owner's words. */
export const lexiconFolder = path.join(__dirname, '..', '..', 'lexicon');

let loaded: Lexicon | null = null;

/**
 * The words of the owner's domain, read once.
 * @throws TemplatesInvalidError with all findings
 */
export function ownerLexicon(): Lexicon {
  if (loaded !== null) return loaded;
  const { entries, findings } = readLexicon(readFiles(lexiconFolder));
  if (findings.length > 0) throw new TemplatesInvalidError(findings.map(writeFinding));
  loaded = buildLexicon(entries);
  return loaded;
}
