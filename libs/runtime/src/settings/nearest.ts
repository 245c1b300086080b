/** The word of `words` that is at most three edits away from `word` and nearest to it. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  let best: { word: string; edits: number } | undefined;
  for (const one of words) {
    const edits = editDistance(word, one);
    if (edits <= 3 && (best === undefined || edits < best.edits)) best = { word: one, edits };
  }
  return best?.word;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
