import type { GroundKind } from '../tools/tool-descriptor';

/** Whether the owner's text holds the value. Numbers come without their sign where the field is signed; a period comes as the whole object. */
export type Extractor = (text: string, value: unknown) => boolean;

/** How the owner's words are read; the words themselves belong to the domain, so their readers come from there. */
export interface TextReadings {
  readonly holds: Readonly<Record<GroundKind, Extractor>>;
  /** "Все", "all": the text asks for the whole set. */
  wantsAll(text: string): boolean;
  /** Ids that the text names as what it is about, as decimal text, each once. */
  targetsIn(text: string): readonly string[];
  /** The direction of the text's verbs and typed signs; `both` where they contradict each other. */
  signIn(text: string): 'plus' | 'minus' | 'both' | null;
}

/** For messages: the value stands in the text word for word, whatever the spaces between, and begins and ends where words do. */
export const holdsWords: Extractor = (text, value) => {
  if (typeof value !== 'string') return false;
  const words = plain(value);
  if (words === '') return false;
  const whole = plain(text);
  for (let at = whole.indexOf(words); at >= 0; at = whole.indexOf(words, at + 1)) {
    if (!isWordChar(whole.charAt(at - 1), words.charAt(0)) && !isWordChar(words.charAt(words.length - 1), whole.charAt(at + words.length))) return true;
  }
  return false;
};

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
/** Both sides of an edge are parts of one word. */
const isWordChar = (before: string, after: string): boolean => /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after);
