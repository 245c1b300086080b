import type { Candidate } from './match/match';
import type { Sentence } from './sentence/analyse';

/** What a sentence is about, with the sentence that each candidate was found in. */
export interface Meant {
  readonly candidate: Candidate;
  readonly sentence: Sentence;
}
