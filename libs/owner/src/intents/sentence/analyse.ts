import { DateTime } from 'luxon';
import { ownerLexicon } from '../../lexicon/owner-lexicon';
import { today as todayIn, type CalendarDay } from '../../periods/calendar';
import { canMean, type NamedRows } from '../../replies/pointing';
import { cleanText } from './clean-text';
import { findAmounts } from './find-amounts';
import { findCodes, type Prefixes } from './find-codes';
import { findLimits } from './find-limits';
import { findSpokenIds } from './find-spoken-ids';
import { findReason } from './find-reason';
import { findMessage } from './find-tails';
import { findClocks, findDurations, findPeriodValues } from './find-times';
import { tokensOf, withMeanings, type Token } from './tokens';
import type { Value } from './value';

/** A sentence taken apart: its words with what they mean, and the values that it names, which may overlap. */
export interface Sentence {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly values: readonly Value[];
}

export interface SentenceContext {
  readonly now: Date;
  readonly timezone: string;
  readonly tenant: Prefixes;
  /** What "их" and "эти" mean in this chat now; absent or null: nobody knows. */
  readonly named?: NamedRows | null;
}

export function analyse(raw: string, context: SentenceContext): Sentence {
  const text = cleanText(raw);
  const all = withMeanings(tokensOf(text, findCodes(text.text, context.tenant)), ownerLexicon());
  const today = todayIn(context.now, context.timezone);
  const tail = findMessage(all, text) ?? findReason(all, valuesOf(all, context, today), text);
  // What is dictated is nobody's request: its words and numbers mean nothing here.
  const tokens = all.slice(0, tail?.from ?? all.length);
  return { text: text.text, tokens, values: [...valuesOf(tokens, context, today), ...(tail === null ? [] : [{ ...tail, to: tail.from }])] };
}

function valuesOf(tokens: readonly Token[], context: SentenceContext, today: CalendarDay): Value[] {
  const codes = tokens.flatMap(({ code }, at): Value[] => (code === null ? [] : [{ kind: code.kind, from: at, to: at + 1, text: code.text, data: code.text, sign: null }]));
  const spoken = findSpokenIds(tokens, context.tenant.orderPrefix);
  return [...codes, ...spoken, ...(codes.length + spoken.length === 0 ? findPointed(tokens, context.named ?? null) : []), ...findLimits(tokens, today), ...findClocks(tokens), ...findAmounts(tokens), ...findDurations(tokens, today, () => hourIn(context)), ...findPeriodValues(tokens, today)];
}

/** "Скрой их": the rows that were shown. Several orders are no order. */
function findPointed(tokens: readonly Token[], named: NamedRows | null): Value[] {
  if (named === null || (named.kind === 'order_id' && named.ids.length > 1)) return [];
  const at = tokens.findIndex(({ word }) => canMean(word, named));
  const text = named.ids.join(', ');
  return at < 0 ? [] : [{ kind: named.kind, from: at, to: at + 1, text, data: text, sign: null }];
}

const hourIn = ({ now, timezone }: SentenceContext): number => DateTime.fromJSDate(now, { zone: timezone }).hour;
