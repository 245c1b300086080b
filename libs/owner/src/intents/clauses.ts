import type { Sentence } from './sentence/analyse';
import { CONNECTIVES, type Token } from './sentence/tokens';
import type { Value } from './sentence/value';

const ENDS = /^[.;!?\n]$/;

/**
 * The ways to cut a sentence in two where one request may end and another begin: at the end of a clause, at "и", "потом", "and".
 * A cut through a value (a list of ids, "с 1 по 15 марта") is none.
 */
export function clausesOf(sentence: Sentence): readonly Sentence[] {
  const { tokens } = sentence;
  const edges = [0, ...cutsOf(sentence), tokens.length];
  return edges.slice(0, -1).flatMap((from, n) => {
    const to = edges[n + 1] ?? tokens.length;
    const part = partOf(sentence, from, to);
    return part.tokens.length === 0 ? [] : [part];
  });
}

/** The tokens before which a sentence may be cut. */
export function cutsOf({ tokens, values }: Sentence): readonly number[] {
  return tokens.flatMap((token, at) => (isCut(token, at, tokens) && !values.some(({ from, to, kind }) => kind !== 'number' && from < at && at < to) ? [at] : []));
}

function isCut(token: Token, at: number, tokens: readonly Token[]): boolean {
  if (at === 0 || token.code !== null) return false;
  if (ENDS.test(token.word)) return true;
  if (token.word === ',') return tokens.slice(at + 1, at + 4).some(({ concept }) => concept?.class === 'write_verb' || concept?.name === 'show');
  return (CONNECTIVES.has(token.word) && token.word !== 'а') || token.concept?.class === 'connective';
}

export function partOf({ text, tokens, values }: Sentence, from: number, to: number): Sentence {
  // The tail that was dictated belongs to the last clause.
  const own = values.filter((value) => (value.from === value.to ? to === tokens.length : value.from >= from && value.to <= to));
  return { text, tokens: tokens.slice(from, to), values: own.map((value): Value => ({ ...value, from: value.from - from, to: value.to - from })) };
}
