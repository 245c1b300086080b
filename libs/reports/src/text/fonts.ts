import { existsSync } from 'node:fs';
import path from 'node:path';
import { FontMissingError } from '../errors';

export type Weight = 'regular' | 'bold';

/** What the font files call themselves. */
export const FONT_FAMILY = 'DejaVu Sans';

const FILES: Readonly<Record<Weight, string>> = { regular: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf' };

/** The files of the shipped fonts. Fonts of the system are never looked for. @throws FontMissingError */
export function fontFiles(): Readonly<Record<Weight, string>> {
  const folder = path.join(path.dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const files = { regular: path.join(folder, FILES.regular), bold: path.join(folder, FILES.bold) };
  for (const file of Object.values(files)) if (!existsSync(file)) throw new FontMissingError(path.basename(file));
  return files;
}
