import { init, setPlatformAPI, type EChartsOption } from 'echarts';
import { FONT_FAMILY } from '../text/fonts';
import { measure } from '../text/measure';

/** Without a canvas a chart would take each Cyrillic letter for one em; the probe tells the height of a line. */
const LINE_HEIGHT_PROBE = '国';

setPlatformAPI({
  measureText: (words, font = '') => {
    const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
    return { width: words === LINE_HEIGHT_PROBE ? size : measure().width(words, size, /\bbold\b/.test(font) ? 'bold' : 'regular') };
  },
});

/**
 * Draws axes, lines and bars as SVG to stand in a card of the same size. Labels are made by functions, never by templates: a text may hold braces.
 * The ids in the SVG count up with each drawing, so that only its picture is the same each time.
 */
export function plot(option: EChartsOption, { width, height }: { readonly width: number; readonly height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: FONT_FAMILY }, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
