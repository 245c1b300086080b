import { openSync, type Font } from 'fontkit';
import { fontFiles, type Weight } from './fonts';

/** Widths of texts in the shipped fonts. */
export interface Measure {
  /** In pixels at a size in pixels; without kerning, which makes words a little narrower. */
  width(text: string, size: number, weight?: Weight): number;
  hasGlyph(codePoint: number): boolean;
}

let opened: Measure | null = null;

/** Opened once a thread: reading the tables of two fonts takes a while. */
export function measure(): Measure {
  opened ??= openMeasure();
  return opened;
}

function openMeasure(): Measure {
  const files = fontFiles();
  const fonts = { regular: open(files.regular), bold: open(files.bold) };
  const advances = { regular: new Map<number, number>(), bold: new Map<number, number>() };

  function advance(codePoint: number, weight: Weight): number {
    const known = advances[weight].get(codePoint);
    if (known !== undefined) return known;
    const font = fonts[weight];
    const found = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
    advances[weight].set(codePoint, found);
    return found;
  }

  return {
    width: (text, size, weight = 'regular') => size * [...text].reduce((sum, char) => sum + advance(char.codePointAt(0) ?? 0, weight), 0),
    hasGlyph: (codePoint) => fonts.regular.hasGlyphForCodePoint(codePoint) && fonts.bold.hasGlyphForCodePoint(codePoint),
  };
}

function open(file: string): Font {
  const font = openSync(file);
  if (!('glyphForCodePoint' in font)) throw new TypeError(`${file} holds several fonts`);
  return font;
}
