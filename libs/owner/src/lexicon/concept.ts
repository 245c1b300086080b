/**
 * How the forms of a concept are compared, and what it counts as. Words of `noun`, `adj` and `read_verb` are compared by stem, so that
 * case and number do not matter; all others by their whole form, because a stem would join a command with a report of the past.
 */
export const CONCEPT_CLASSES = [
  'noun', 'adj', 'read_verb', 'write_verb', 'phrase', 'topic', 'scope',
  /** Says nothing of its own: prepositions, address, hesitation, politeness. */
  'filler',
  /** Says nothing of its own in a request for figures ("покажи", "какие"); in a change it is a word that nobody understood. */
  'read_filler',
  'polite', 'negation', 'question', 'exclusion', 'narrowing', 'hypothetical', 'connective',
  /** Has no words: it stands for a value of the sentence. */
  'value',
] as const;
export type ConceptClass = (typeof CONCEPT_CLASSES)[number];

export interface Concept {
  readonly name: string;
  readonly class: ConceptClass;
  /** Which way a number goes with it: "подними" is plus, "дешевле" is minus. */
  readonly sign: 'plus' | 'minus' | null;
  /** Concepts that ask for the contrary: both in one sentence are a conflict. */
  readonly opposite: readonly string[];
  /** Names what is asked about: a pattern that leaves it over would answer another question. */
  readonly isSubject: boolean;
  /** The value that it stands for in an enumeration: "гривна" is UAH. */
  readonly means: string | null;
}

const BY_STEM: readonly ConceptClass[] = ['noun', 'adj', 'read_verb'];

export const isComparedByStem = ({ class: kind }: Pick<Concept, 'class'>): boolean => BY_STEM.includes(kind);
