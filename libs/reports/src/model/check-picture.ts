import { RenderFailedError } from '../errors';
import type { MissingBlock, Picture, PictureBlock } from './picture';

/** Most of what one picture may hold. */
const CAPS = { points: 366, figures: 4, rows: 16, tiles: 4, tileRows: 2 };

/**
 * The stored model of a picture, as far as a drawing relies on it.
 * @throws RenderFailedError `model` for one that cannot be drawn, `cap` for one that is too large
 */
export function checkPicture(model: unknown): Picture {
  if (typeof model !== 'object' || model === null) throw new RenderFailedError('model', 'there is none');
  const picture = model as Picture;
  if (picture.version !== 1) throw new RenderFailedError('model', `version ${String(picture.version)} is unknown`);
  if (typeof picture.provenance !== 'string' || picture.provenance.trim() === '') throw new RenderFailedError('model', 'it does not say where its figures come from');
  if (JSON.stringify(picture).length > 262_144) throw new RenderFailedError('cap', 'the model is larger than 256 KB');
  checkBlock(picture.block);
  return picture;
}

/** @throws RenderFailedError of a chart that cannot be drawn */
export function checkBlock(block: PictureBlock | MissingBlock): void {
  switch (block.kind) {
    case 'trend':
      if (block.amount.ticks.length !== block.count.ticks.length || block.amount.ticks.length < 2) throw new RenderFailedError('model', 'the two axes have not as many ticks');
      if (!block.points.some(({ amount }) => amount !== null)) throw new RenderFailedError('model', 'there is no value to draw');
      return capped('points', block.points.length);
    case 'comparison':
      return capped('figures', block.figures.length);
    case 'toplist':
      return capped('rows', block.rows.length);
    case 'dashboard':
      for (const one of [block.trend.block, block.comparison.block]) checkBlock(one);
      capped('tiles', Math.max(0, ...block.rows.map((row) => row.length)));
      return capped('tileRows', block.rows.length);
    case 'missing':
      return;
    default:
      throw new RenderFailedError('model', 'its block is of no known kind');
  }
}

function capped(what: keyof typeof CAPS, count: number): void {
  if (count > CAPS[what]) throw new RenderFailedError('cap', `${count} ${what}, and ${CAPS[what]} are drawn`);
}
