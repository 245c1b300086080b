import { isComparedByStem, type Concept } from './concept';
import { isOneEditAway } from './one-edit';
import type { LexiconEntry } from './read-lexicon';
import { stem } from './stem';

/** What words mean. Pure tables, made once. */
export interface Lexicon {
  readonly concepts: ReadonlyMap<string, Concept>;
  /** Null: no word of ours. `canBeCommand`: whether a command can stand here. */
  meaningOf(word: string, canBeCommand: boolean): Concept | null;
  /** How many words from `at` on make one concept together, and which; the longest. At most one filler may stand between two. */
  phraseAt(words: readonly string[], at: number): { readonly concept: Concept; readonly length: number } | null;
}

/** Misspellings are forgiven in words of six letters or more. */
const SHORTEST_FORGIVEN = 6;

interface Phrase {
  readonly concept: Concept;
  readonly parts: readonly string[];
}

export function buildLexicon(entries: readonly LexiconEntry[]): Lexicon {
  const whole = new Map<string, Concept>();
  const atStart = new Map<string, Concept>();
  const byStem = new Map<string, Concept>();
  const phrases = new Map<string, Phrase[]>();
  for (const { concept, forms, startForms } of entries) {
    for (const form of forms) {
      if (form.includes('_')) addPhrase(phrases, concept, form);
      else {
        whole.set(form, concept);
        if (isComparedByStem(concept)) byStem.set(stem(form), concept);
      }
    }
    for (const form of startForms) atStart.set(form, concept);
  }
  const forgiven = [...whole].filter(([form, concept]) => form.length >= SHORTEST_FORGIVEN && isComparedByStem(concept));
  const misspelt = new Map<string, Concept | null>();
  const known = (word: string): Concept | null => whole.get(word) ?? byStem.get(stem(word)) ?? null;
  const fillers = (word: string): boolean => known(word)?.class === 'filler';
  return {
    concepts: new Map(entries.map(({ concept }) => [concept.name, concept])),
    meaningOf: (word, canBeCommand) => (canBeCommand ? atStart.get(word) : undefined) ?? known(word) ?? (atStart.has(word) ? null : forgive(word, forgiven, misspelt)),
    phraseAt: (words, at) => longestPhrase(words, at, phrases.get(words[at] ?? '') ?? [], fillers),
  };
}

function addPhrase(phrases: Map<string, Phrase[]>, concept: Concept, form: string): void {
  const parts = form.split('_');
  const [first = ''] = parts;
  phrases.set(first, [...(phrases.get(first) ?? []), { concept, parts }]);
}

function longestPhrase(words: readonly string[], at: number, phrases: readonly Phrase[], isFiller: (word: string) => boolean): { concept: Concept; length: number } | null {
  let best: { concept: Concept; length: number; parts: number } | null = null;
  for (const { concept, parts } of phrases) {
    const length = lengthOf(words, at, parts, isFiller);
    if (length !== null && parts.length > (best?.parts ?? 0)) best = { concept, length, parts: parts.length };
  }
  return best;
}

function lengthOf(words: readonly string[], start: number, parts: readonly string[], isFiller: (word: string) => boolean): number | null {
  let at = start;
  for (const part of parts) {
    if (words[at] !== part && at > start && isFiller(words[at] ?? '')) at += 1;
    if (words[at] !== part) return null;
    at += 1;
  }
  return at - start;
}

/** What was looked up is kept up to this many words; people write the same slips again. */
const MOST_KEPT = 5_000;

/** One edit away from forms of exactly one concept; never for what changes something or decides about safety. */
function forgive(word: string, forms: readonly (readonly [string, Concept])[], kept: Map<string, Concept | null>): Concept | null {
  if (word.length < SHORTEST_FORGIVEN || !/^\p{L}+$/u.test(word)) return null;
  const before = kept.get(word);
  if (before !== undefined) return before;
  const root = stem(word);
  const near = new Set(forms.filter(([form]) => isOneEditAway(word, form) || (root.length >= SHORTEST_FORGIVEN - 1 && isOneEditAway(root, stem(form)))).map(([, concept]) => concept));
  const [only = null] = near.size === 1 ? near : [];
  if (kept.size < MOST_KEPT) kept.set(word, only);
  return only;
}
