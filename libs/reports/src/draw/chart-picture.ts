import type { ComparisonBlock, TrendBlock } from '../model/picture';
import { comparisonContent } from './comparison';
import { COLOURS, PADDING, WIDTH } from './look';
import { rect } from './svg';
import { toOpaquePng } from './to-png';
import { trendContent } from './trend';

/** Of a chart that stands in a document; its texts then have the size of those around it. */
export const CHART_HEIGHT = 450;

/** A chart without a card around it, for a document that has its own frame. */
export function chartPicture(block: TrendBlock | ComparisonBlock): { readonly png: Buffer; readonly width: number; readonly height: number } {
  const area = { top: 4, bottom: CHART_HEIGHT - 8 };
  const content = block.kind === 'trend' ? trendContent(block, area) : comparisonContent(block, area);
  const width = WIDTH - 2 * PADDING + 16;
  const left = PADDING - 8;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${CHART_HEIGHT}" viewBox="${left} 0 ${width} ${CHART_HEIGHT}">`,
    rect({ x: 0, y: 0, width: WIDTH, height: CHART_HEIGHT }, { fill: COLOURS.paper }),
    content,
    '</svg>',
  ].join('\n');
  return { png: toOpaquePng(svg), width, height: CHART_HEIGHT };
}
