/** What is a turn's own among the values of a recorded one. */
export interface Ids {
  readonly updateId: string;
  readonly chatId: string;
  readonly seq: string;
}

/** Puts the ids of another turn in the place of the recorded one's, wherever they stand in a text; dates become now. */
export function repeating(recorded: Ids) {
  const text = (value: string, ids: Ids): string =>
    value.replaceAll(recorded.updateId, ids.updateId).replaceAll(recorded.chatId, ids.chatId).replaceAll(recorded.seq, ids.seq);

  function value(one: unknown, ids: Ids): unknown {
    if (typeof one === 'string') return text(one, ids);
    if (one instanceof Date) return new Date();
    if (Array.isArray(one)) return one.map((part) => value(part, ids));
    if (typeof one === 'object' && one !== null) return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, value(part, ids)]));
    return one;
  }

  return { value, values: (all: readonly unknown[], ids: Ids): unknown[] => all.map((one) => value(one, ids)) };
}
