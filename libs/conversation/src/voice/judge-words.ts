/** What the words of a transcript come to, as text. `step`: they answer an open question. */
export type WordsMatch = 'read' | 'write' | 'step' | 'none';

export type WordsVerdict =
  | 'run'
  /** Shown, and run after a yes. */
  | 'ask'
  /** Shown, with the wish to repeat or type them. */
  | 'repeat';

interface WordsFacts {
  /** 0..1; null: nobody told. */
  readonly confidence: number | null;
  readonly threshold: number;
  readonly match: WordsMatch;
  readonly isLate: boolean;
}

/** Whether words that were heard may run at once. A confidence that nobody told is enough to look and too little to change. */
export function judgeWords({ confidence, threshold, match, isLate }: WordsFacts): WordsVerdict {
  const isSure = confidence !== null && confidence >= threshold;
  if (match === 'none') return isSure ? 'run' : 'repeat';
  if (isLate) return 'ask';
  return isSure || (confidence === null && match === 'read') ? 'run' : 'ask';
}
