import type { ReplyContext } from '@ownerbot/conversation';
import { warningLine } from '@ownerbot/messages';
import { visibleText } from '@ownerbot/telegram';
import type { ReportView } from '../report-view';

/** Said by the words of the report itself, or by its provenance. */
const TOLD = ['PART_FAILED', 'STALE_DATA', 'NO_DATA', 'WINDOW_IN_PROGRESS', 'PREV_WINDOW_ZERO'];

/** What a reader must know of a report: the parts that failed and why, those that the source does not have, and each remark of the parts once. Plain text. */
export function noteLines({ data, context }: ReportView, warnings: readonly { readonly code: string }[]): string[] {
  const { texts } = context;
  const failed = data.parts.filter(({ status }) => status === 'error').map(({ code, error_code: error }) => texts.text('dash.failed', { part: partName(code, context), why: whyWords(error, context) }));
  const lacking = data.parts.filter(({ status }) => status === 'left_out').map(({ code }) => partName(code, context));
  const remarks = [...new Set(warnings.map(({ code }) => code))].filter((code) => !TOLD.includes(code)).map((code) => visibleText(warningLine(texts, code)));
  return [...failed, ...(lacking.length === 0 ? [] : [texts.text('dash.left_out', { parts: lacking.join(', ') })]), ...remarks];
}

/** As many as a message has room for, then how many more there are. */
export function someNotes(notes: readonly string[], most: number, { texts }: ReplyContext): string[] {
  return notes.length <= most ? [...notes] : [...notes.slice(0, most - 1), texts.text('dash.more_notes', { count: notes.length - most + 1 })];
}

export function partName(code: string, { texts }: ReplyContext): string {
  return texts.text('dash.part', { part: code });
}

/** What an error means, in some words. */
export function whyWords(code: string | null, { texts }: ReplyContext): string {
  return texts.text('dash.why', { code: code ?? 'other' });
}
