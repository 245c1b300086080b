/** How much an answer may hold; a longer one is no plan. */
export const MOST = { hypotheses: 7, risks: 3, experiments: 6, suggestions: 4, grounding: 40 } as const;

/** In code points. */
export const LONGEST = { question: 300, title: 120, line: 300, path: 100, quote: 300 } as const;

export const mostText = (what: keyof typeof LONGEST): string => `at most ${LONGEST[what]} characters`;
