import { RenderFailedError } from '../errors';
import { checkPicture } from '../model/check-picture';
import type { Picture } from '../model/picture';
import { comparisonCard } from './comparison';
import { dashboardCard } from './dashboard';
import { toPng } from './to-png';
import { toplistCard } from './toplist';
import { trendCard } from './trend';

/**
 * Draws a stored model: the same model gives the same bytes on the same platform. Knows no clock, no network and no files but the fonts.
 * @throws RenderFailedError, FontMissingError
 */
export function drawPicture(model: unknown): Buffer {
  return toPng(svgOf(checkPicture(model)));
}

export function svgOf(picture: Picture): string {
  try {
    return blockCard(picture);
  } catch (error) {
    throw new RenderFailedError('chart', 'it could not be laid out', error);
  }
}

function blockCard(picture: Picture): string {
  const { block } = picture;
  switch (block.kind) {
    case 'trend':
      return trendCard(picture, block);
    case 'comparison':
      return comparisonCard(picture, block);
    case 'toplist':
      return toplistCard(picture, block);
    case 'dashboard':
      return dashboardCard(picture, block);
  }
}
