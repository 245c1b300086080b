import path from 'node:path';
import pdfmake from 'pdfmake/js/index.js';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { fontFiles } from '../text/fonts';
import { FONT } from './page';

let isReady = false;

/** The bytes of a document. Nothing but the shipped fonts is read, and nothing is fetched. */
export function printPdf(definition: TDocumentDefinitions): Promise<Buffer> {
  prepare();
  return pdfmake.createPdf(definition).getBuffer();
}

/** The printer is one for its thread; it wants all four styles of a font, and we have two. */
function prepare(): void {
  if (isReady) return;
  const { regular, bold } = fontFiles();
  const folder = path.dirname(regular);
  pdfmake.setFonts({ [FONT]: { normal: regular, bold, italics: regular, bolditalics: bold } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((file) => path.dirname(path.resolve(file)) === folder);
  isReady = true;
}
