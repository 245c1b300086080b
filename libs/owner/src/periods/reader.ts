/** Reads a row of words from a position on; every `take…` moves past what it took, or stays where it is. */
export type Reader = {
  readonly words: readonly string[];
  at: number;
};

export function take(reader: Reader, forms: ReadonlySet<string>): boolean {
  if (!forms.has(reader.words[reader.at] ?? '')) return false;
  reader.at += 1;
  return true;
}

export function takeFrom<T>(reader: Reader, forms: ReadonlyMap<string, T>): T | undefined {
  const value = forms.get(reader.words[reader.at] ?? '');
  if (value !== undefined) reader.at += 1;
  return value;
}

/** Runs one reading; a null result leaves the reader where it was. */
export function attempt<T>(reader: Reader, read: (reader: Reader) => T | null): T | null {
  const before = reader.at;
  const result = read(reader);
  if (result === null) reader.at = before;
  return result;
}
