import type { ReplyContext } from '@ownerbot/conversation';
import { asksWhy, endsAsQuestion, guardOf } from '../intents/guards';
import { analyse, type Sentence } from '../intents/sentence/analyse';
import { ANALYSED_LENGTH } from '../text/normalise';

/**
 * The mark "no writes": nothing may be changed by a text that asks, forbids, supposes, excepts, quotes or reports, that is somebody else's,
 * or of which a part goes unread. A text without a command of ours comes here, so a doubt counts as a no.
 */
export function forbidsWrites(text: string, context: ReplyContext, { isForwarded }: { readonly isForwarded: boolean }): boolean {
  if (isForwarded || text.length > ANALYSED_LENGTH) return true;
  const sentence = analyse(text, context);
  return guardOf(sentence) !== null || asksWhy(sentence) || endsAsQuestion(sentence) || isReport(sentence);
}

const REPORTS = /(?:[аеиоуыяё]л|[аеиоуыя]л[аои])(?:сь|ся)?$/u;
const REPORTED = new Set(['marked', 'flagged', 'sent', 'told', 'raised', 'lowered', 'hid', 'published', 'disabled', 'already', 'уже']);
/** Words of ours that may stand in a report as well as in a request: "отметка", "отмеченные", "отметил". */
const VERBAL = new Set(['flag_noun', 'flagged']);
const SHORTEST_REPORT = 5;
/** From here on words may be dictated: what they report is no report to us. */
const DICTATION = new Set([':', '"', ',', '-', 'что', 'that', 'чтобы']);

/** "Отметил уже": a form of the past before anything that is dictated, unless it is a word of ours. */
function isReport({ tokens }: Sentence): boolean {
  const end = tokens.findIndex(({ word, code }) => code === null && DICTATION.has(word));
  return tokens.slice(0, end < 0 ? tokens.length : end).some(({ word, code, concept }) => code === null && (((concept === null || VERBAL.has(concept.name)) && word.length >= SHORTEST_REPORT && REPORTS.test(word)) || REPORTED.has(word)));
}
