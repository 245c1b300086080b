import type { ReplyContext } from '@ownerbot/conversation';
import type { VerifiedResponse } from '../replies/answer';

/** What a window with today in it says of itself. */
export function inProgress(response: VerifiedResponse<unknown>, { texts }: ReplyContext): string[] {
  return response.provenance.completeness.in_progress_day === null ? [] : [texts.html('report.in_progress')];
}

/** A window without figures: nothing happened in it, or nothing is known of it. */
export function emptyWords({ provenance }: VerifiedResponse<unknown>, { texts }: ReplyContext): string {
  return texts.html(provenance.completeness.status === 'partial' ? 'report.unknown' : 'report.empty');
}
