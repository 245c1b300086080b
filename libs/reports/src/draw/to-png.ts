import { Resvg, type RenderedImage } from '@resvg/resvg-js';
import { RenderFailedError } from '../errors';
import { FONT_FAMILY, fontFiles } from '../text/fonts';
import { COLOURS } from './look';
import { rgbPng } from './rgb-png';

const MOST_PIXELS = 6_000_000;

/** @throws RenderFailedError `cap` for a picture that is too large, `raster` for one that cannot be drawn */
export function toPng(svg: string): Buffer {
  return paint(svg).asPng();
}

/** The same without an alpha channel, for a document. */
export function toOpaquePng(svg: string): Buffer {
  return rgbPng(paint(svg));
}

function paint(svg: string): RenderedImage {
  const files = fontFiles();
  try {
    const resvg = new Resvg(svg, {
      font: { loadSystemFonts: false, fontFiles: [files.regular, files.bold], defaultFontFamily: FONT_FAMILY, sansSerifFamily: FONT_FAMILY },
      background: COLOURS.paper,
      fitTo: { mode: 'original' },
    });
    const { width, height } = resvg;
    if (width * height > MOST_PIXELS) throw new RenderFailedError('cap', `${width} × ${height} pixels`);
    return resvg.render();
  } catch (error) {
    throw error instanceof RenderFailedError ? error : new RenderFailedError('raster', 'the picture could not be painted', error);
  }
}
