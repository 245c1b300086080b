import type { Sentence } from './sentence/analyse';
import { isBoundary, type Token } from './sentence/tokens';

/**
 * Why nothing may be changed by a sentence, though it names a change: it forbids one, asks about one, supposes one, leaves
 * something out of one, or quotes one.
 */
export type Guard = 'negated' | 'question' | 'hypothetical' | 'exclusion' | 'narrowing' | 'quoted' | 'forwarded';

/** How far before a command its negation may stand. */
const NEGATION_REACH = 5;

export const namesCommand = ({ tokens }: Pick<Sentence, 'tokens'>): boolean => tokens.some(isCommand);
const isCommand = ({ concept }: Token): boolean => concept?.class === 'write_verb';
const has = ({ tokens }: Sentence, kind: string): boolean => tokens.some(({ concept }) => concept?.class === kind);

/** Null: nothing stands in the way of a change. */
export function guardOf(whole: Sentence): Guard | null {
  const sentence = withoutLimits(whole);
  const { tokens } = sentence;
  const at = tokens.findIndex(isCommand);
  if (isNegated(tokens, at < 0 ? tokens.length : at)) return 'negated';
  if (isQuoted(sentence)) return 'quoted';
  if (has(sentence, 'question') || asksForSure(sentence)) return 'question';
  if (has(sentence, 'hypothetical')) return 'hypothetical';
  if (has(sentence, 'exclusion')) return 'exclusion';
  return has(sentence, 'narrowing') ? 'narrowing' : null;
}

const LIMITS = new Set(['stock_limit', 'stock_more', 'wait', 'period', 'duration', 'range', 'factor']);

/** "Не больше 3", "2 or fewer": the small words of a limit forbid nothing. */
function withoutLimits({ text, tokens, values }: Sentence): Sentence {
  const isLimit = (at: number): boolean => values.some(({ kind, from, to }) => LIMITS.has(kind) && from <= at && at < to);
  return { text, values, tokens: tokens.map((token, at) => (isLimit(at) ? { ...token, concept: null } : token)) };
}

/** "Почему", "why": asks for a cause, whatever it is about. */
export const asksWhy = ({ tokens }: Sentence): boolean => tokens.some(({ concept }) => concept?.name === 'why');

function isNegated(tokens: readonly Token[], command: number): boolean {
  for (let at = command - 1; at >= Math.max(0, command - NEGATION_REACH); at -= 1) {
    const token = tokens[at];
    if (token === undefined || /^[.;!?\n]$/.test(token.word)) return false;
    if (token.concept?.class === 'negation') return true;
  }
  // "Цены не трогай": behind the command it forbids only what stands with it, so it is doubtful as well.
  return tokens.slice(command + 1).some((token, index, rest) => token.concept?.class === 'negation' && !rest.slice(0, index).some(isBoundary));
}

/** "Как поднять цены?", "когда лучше снизить": an interrogative before the command. */
function asksForSure({ tokens }: Sentence): boolean {
  const at = tokens.findIndex(isCommand);
  return tokens.slice(0, Math.max(0, at)).some(({ word }) => INTERROGATIVES.has(word));
}

const INTERROGATIVES = new Set(['как', 'кто', 'когда', 'где', 'сколько', 'какой', 'какая', 'какие', 'чем', 'how', 'who', 'when', 'where', 'which', 'whether', 'ли', 'можно']);

/** A command between quotes is somebody's words. */
function isQuoted({ tokens }: Sentence): boolean {
  const quotes = tokens.flatMap(({ word }, at) => (word === '"' ? [at] : []));
  const [open, close] = quotes;
  return open !== undefined && close !== undefined && tokens.slice(open, close).some(isCommand);
}

/** The text ends with a question mark, and no politeness makes a request of it ("можешь поднять цены?"). */
export function endsAsQuestion({ text, tokens }: Sentence): boolean {
  return /\?\s*$/.test(text) && !tokens.some(({ concept }) => concept?.class === 'polite');
}
