import { CHANGE_WORDS, CHANGEABLE, NEGATIONS, NEUTRAL_VERBS, WHY_WORDS, WRITE_FORMS, WRITE_FORMS_AT_START } from './commands-to-change';
import { type Concept, CONCEPTS, FILLERS, type Topic, TOPICS } from './concepts';
import { expand } from './expand';

/** What one word means for a read. */
export type WordClass = { type: 'concept'; concept: Concept } | { type: 'topic'; topic: Topic } | { type: 'filler' };

/** Misspellings are forgiven in words of six letters or more. */
const SHORTEST_FORGIVEN = 6;

const keysOf = <Key extends string>(table: Readonly<Record<Key, string>>): Key[] => Object.keys(table) as Key[];

function buildClasses(): Map<string, WordClass> {
  const classes = new Map<string, WordClass>();
  for (const form of expand(FILLERS)) classes.set(form, { type: 'filler' });
  for (const topic of keysOf(TOPICS)) for (const form of expand(TOPICS[topic])) classes.set(form, { type: 'topic', topic });
  for (const concept of keysOf(CONCEPTS)) for (const form of expand(CONCEPTS[concept])) classes.set(form, { type: 'concept', concept });
  return classes;
}

const classes = buildClasses();
const phrases = new Set([...classes.keys()].filter((form) => form.includes('_')));
const longWords = [...classes.keys()].filter((form) => form.length >= SHORTEST_FORGIVEN && !form.includes('_'));

export const WRITES = new Set(expand(WRITE_FORMS));
export const WRITES_AT_START = new Set(expand(WRITE_FORMS_AT_START));
export const NEUTRALS = new Set(expand(NEUTRAL_VERBS));
export const CHANGES = new Set(expand(CHANGE_WORDS));
export const CHANGEABLE_CLASSES: ReadonlySet<string> = new Set(expand(CHANGEABLE));
export const NEGATION_WORDS = new Set(expand(NEGATIONS));
export const WHY = new Set(expand(WHY_WORDS));

/** Null: no word of ours. */
export function classify(word: string): WordClass | null {
  return classes.get(word) ?? classifyMisspelt(word);
}

/** Joins the phrases of the lexicon: "средний чек" becomes one word, `средний_чек`. */
export function joinPhrases(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const length = [3, 2].find((size) => at + size <= words.length && phrases.has(words.slice(at, at + size).join('_')));
    joined.push(words.slice(at, at + (length ?? 1)).join('_'));
    at += (length ?? 1) - 1;
  }
  return joined;
}

/** One edit away from forms of exactly one class; never for verbs that change something. */
function classifyMisspelt(word: string): WordClass | null {
  if (word.length < SHORTEST_FORGIVEN || !/^\p{L}+$/u.test(word) || WRITES.has(word) || WRITES_AT_START.has(word)) return null;
  const near = longWords.filter((form) => isOneEditAway(word, form)).map((form) => classes.get(form));
  const [first] = near;
  return first && near.every((one) => JSON.stringify(one) === JSON.stringify(first)) ? first : null;
}

function isOneEditAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.length - start - end, other.length - start - end];
  if (Math.max(left, right) <= 1) return true;
  return left === 2 && right === 2 && one[start] === other[start + 1] && one[start + 1] === other[start];
}
