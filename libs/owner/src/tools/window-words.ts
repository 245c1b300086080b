import type { ReplyContext } from '@ownerbot/conversation';
import type { VerifiedResponse } from '../replies/answer';

/** What a window with today in it says of itself; today alone has nothing to be compared with. */
export function inProgress(response: VerifiedResponse<unknown>, { texts }: ReplyContext): string[] {
  if (response.provenance.completeness.in_progress_day === null) return [];
  const isAlone = response.warnings.some(({ code }) => code === 'WINDOW_IN_PROGRESS');
  return [texts.html(isAlone ? 'report.in_progress_alone' : 'report.in_progress')];
}

/** A window without figures: nothing happened in it, or nothing is known of it. */
export function emptyWords({ provenance }: VerifiedResponse<unknown>, { texts }: ReplyContext): string {
  return texts.html(provenance.completeness.status === 'partial' ? 'report.unknown' : 'report.empty');
}

/** The days on both sides of a comparison; the first side only where it is not the window itself, because today is left out. */
export function basisWords({ a, b }: { a: Days; b: Days }, window: Days, { texts, formats }: ReplyContext): string {
  const base = formats.range(b.from, b.to);
  if (a.from === window.from && a.to === window.to) return texts.html('report.basis', { base });
  return texts.html('report.basis_part', { part: formats.range(a.from, a.to), base });
}

type Days = { from: string; to: string };
