import type { Concept } from '../lexicon/concept';
import type { Sentence } from './sentence/analyse';
import type { Candidate } from './match/match';

/** Concepts of the sentence that ask for contrary things: "подними или снизь", "включи и выключи". */
export function contraries({ tokens }: Sentence): readonly [string, string] | null {
  const present = tokens.flatMap(({ concept }) => (concept === null ? [] : [concept]));
  for (const concept of present) {
    const other = present.find(({ name }) => concept.opposite.includes(name));
    if (other !== undefined) return [concept.name, other.name];
  }
  return null;
}

/** The same sentence without the words of a concept. */
export function without({ text, tokens, values }: Sentence, name: string): Sentence {
  const nothing: Concept = { name: '', class: 'filler', sign: null, opposite: [], isSubject: false, means: null };
  return { text, tokens: tokens.map((token) => (token.concept?.name === name ? { ...token, concept: nothing } : token)), values };
}

/** The direction that the words of the candidate give to its numbers; null where they give none. */
export function directionOf({ reading }: Candidate, { tokens }: Sentence): 'plus' | 'minus' | null {
  return tokens.find(({ concept }) => concept !== null && concept.sign !== null && reading.explains.has(concept.name))?.concept?.sign ?? null;
}

/** "Снизь на +5", "подними на −5": the typed sign says the contrary of the verb. */
export function signContradicts(candidate: Candidate, sentence: Sentence): boolean {
  const direction = directionOf(candidate, sentence);
  return direction !== null && candidate.filled.some(({ value }) => value.sign !== null && value.sign !== direction && ['percent', 'money', 'number'].includes(value.kind));
}
