import type { Concept } from '../../lexicon/concept';
import type { Lexicon } from '../../lexicon/lexicon';
import { normalise } from '../../text/normalise';
import type { CleanText } from './clean-text';
import type { Code } from './find-codes';

/** A word of a sentence, or several that mean one thing together, or a sign, or a code. */
export interface Token {
  /** Normalised; the words of a phrase with a space between them; empty for a code. */
  readonly word: string;
  /** In the clean text. */
  readonly start: number;
  readonly end: number;
  readonly concept: Concept | null;
  readonly code: Code | null;
}

const WORD = new RegExp(
  [
    '\\d{4}-\\d{2}-\\d{2}',
    '\\d{1,2}[-/]\\d{1,2}[-/]\\d{4}(?!\\d)',
    '\\d{1,2}:\\d{2}(?!\\d)',
    '\\d{1,2}\\.\\d{1,2}(?:\\.\\d{4}|\\.\\d{2})?(?![\\d.])',
    // Ordinals: "15th", "15-го"; quarters: "q1".
    '\\d+(?:st|nd|rd|th)\\b',
    '\\d{1,2}-(?:й|го|е|я|му|ого|ое)(?!\\p{L})',
    'q[1-4](?![\\p{L}\\p{N}])',
    '\\d{1,3}(?: \\d{3})+(?:[.,]\\d+)?(?!\\d)',
    '\\d+(?:[.,]\\d+)*',
    "\\p{L}+(?:['-]\\p{L}+)*",
    '<=|>=',
    '[^\\s\\p{L}\\p{N}]',
    '\\n',
  ].join('|'),
  'giu',
);

/** Ends a clause. */
export const isBoundary = (token: Pick<Token, 'word'>): boolean => /^[.;!?\n:,]$/.test(token.word) || CONNECTIVES.has(token.word);
export const isSign = ({ word, code }: Pick<Token, 'word' | 'code'>): boolean => code === null && !/[\p{L}\p{N}]/u.test(word);
export const isNumber = ({ word }: Pick<Token, 'word'>): boolean => /^\d/.test(word);
export const CONNECTIVES: ReadonlySet<string> = new Set(['и', 'and', 'then', 'потом', 'затем', 'also', 'также', 'но', 'but', 'или', 'or', 'а']);

/** Cuts a text into tokens; codes stand as they were found. */
export function tokensOf({ text }: CleanText, codes: readonly Code[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const code of [...codes, null]) {
    const until = code?.start ?? text.length;
    for (const match of text.slice(at, until).matchAll(WORD)) {
      const start = at + match.index;
      tokens.push({ word: match[0] === '\n' ? '\n' : withoutParticle(withoutPossessive(normalise(match[0]))), start, end: start + match[0].length, concept: null, code: null });
    }
    if (code !== null) tokens.push({ word: '', start: code.start, end: code.end, concept: null, code });
    at = code?.end ?? at;
  }
  return tokens;
}

const CONTRACTED = new Set(["what's", "who's", "how's", "it's", "let's", "there's", "where's", "that's", "he's", "she's"]);

/** "Yesterday's revenue" is the revenue of yesterday. */
const withoutPossessive = (word: string): string => (word.endsWith("'s") && !CONTRACTED.has(word) ? word.slice(0, -2) : word);

/** "Сравни-ка" is "сравни". */
const withoutParticle = (word: string): string => (/^\p{L}{3,}-(?:ка|таки)$/u.test(word) ? word.slice(0, word.indexOf('-')) : word);

/** Joins phrases, and says what each word means. */
export function withMeanings(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  const words = tokens.map(({ word }) => word);
  const known: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const phrase = token.code === null ? lexicon.phraseAt(words, at) : null;
    const last = tokens[at + (phrase?.length ?? 1) - 1] ?? token;
    if (phrase !== null) known.push({ ...token, word: words.slice(at, at + phrase.length).join(' '), end: last.end, concept: phrase.concept });
    else known.push(token.code !== null || isSign(token) || isNumber(token) ? token : { ...token, concept: lexicon.meaningOf(token.word, canStartCommand(known)) });
    at += (phrase?.length ?? 1) - 1;
  }
  return known;
}

const BEFORE_A_COMMAND: ReadonlySet<string> = new Set(['filler', 'polite', 'negation', 'connective', 'question', 'hypothetical']);
const MODALS: ReadonlySet<string> = new Set(['i', 'we', 'you', 'can', 'could', 'would', 'will', 'should', 'must', 'want', 'need', 'do', 'how', 'like', 'never', '"', "'", '-', '+']);

/** At the beginning, behind the end of a clause, behind politeness and modals. */
function canStartCommand(before: readonly Token[]): boolean {
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const token = before[at];
    if (token === undefined || isBoundary(token)) return true;
    const isPassed = MODALS.has(token.word) || BEFORE_A_COMMAND.has(token.concept?.class ?? '') || token.concept?.name === 'show' || token.concept?.name === 'silent';
    if (!isPassed) return false;
  }
  return true;
}
