import type { ReplyContext } from '@ownerbot/conversation';
import type { Mark, Picture, PictureBlock } from '@ownerbot/reports';
import { visibleText } from '@ownerbot/telegram';
import type { VerifiedResponse } from '../replies/answer';
import { provenanceLine } from '../replies/provenance';

/** What one tool's answer shows in a picture; frame, marks and provenance are the same for all of them. */
export interface Shown {
  /** Of the file's name: `chart_<kind>_<from>_<to>.png`. */
  readonly kind: 'trend' | 'comparison' | 'toplist';
  readonly title: string;
  readonly subtitle: string;
  readonly block: PictureBlock;
  /** The totals, for the caption. HTML. */
  readonly totals: string;
  readonly window: { readonly from: string; readonly to: string };
}

/** What the frame of a picture tells of its answer. */
export type Drawable = Pick<VerifiedResponse<unknown>, 'mode' | 'provenance' | 'warnings'> & { readonly correlation_id: string };

export function pictureOf(shown: Shown, response: Drawable, context: ReplyContext): Picture {
  const { title, subtitle, block } = shown;
  return { version: 1, title, subtitle, block, ...originOf(response, context) };
}

/** What each picture and document says of where its figures come from. */
export function originOf(response: Drawable, context: ReplyContext): Pick<Picture, 'marks' | 'provenance'> {
  return { marks: marksOf(response, context), provenance: provenanceWords(response, context) };
}

function marksOf({ mode, provenance }: Drawable, { texts }: ReplyContext): Mark[] {
  return [
    ...(mode === 'DEMO' ? [{ text: texts.text('picture.demo'), tone: 'strong' } as const] : []),
    ...(provenance.completeness.status === 'partial' ? [{ text: texts.text('picture.partial'), tone: 'quiet' } as const] : []),
  ];
}

/** The line of the text message, with the number of the request: a forwarded picture can be found again by it. */
function provenanceWords(response: Drawable, context: ReplyContext): string {
  const isStale = response.warnings.some(({ code }) => code === 'STALE_DATA');
  const line = visibleText(provenanceLine(context, response.provenance, { stale: isStale }));
  return context.texts.text('picture.provenance', { line, id: response.correlation_id.replace(/^tg-\d+-/, '') });
}

/** A change in words, with a sign and an arrow; a colour alone never tells it. */
export function changeWords({ texts, formats }: ReplyContext, percent: string | null): string {
  const direction = percent === null ? 'none' : /^-/.test(percent) ? 'down' : /^[0.]+$/.test(percent) ? 'same' : 'up';
  return texts.text('picture.change', { direction, change: formats.change(percent) });
}
