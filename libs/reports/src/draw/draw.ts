import { isReport } from '../model/check-report';
import { drawReport } from '../pdf/draw-report';
import { drawPicture } from './draw-picture';

/** Draws a stored model, whatever it is of. @throws RenderFailedError, FontMissingError */
export async function draw(model: unknown): Promise<Buffer> {
  return isReport(model) ? drawReport(model) : drawPicture(model);
}
