import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as russian } from '@orama/stemmers/russian';

/** What the forms of a word have in common, by the Snowball stemmer of its alphabet: `цены`, `цену` and `ценам` are `цен`. */
export function stem(word: string): string {
  return /\p{Script=Cyrillic}/u.test(word) ? russian(word) : english(word);
}
