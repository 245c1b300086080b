import type { LetterFilterInput, SelectionInput } from '../../../../src/contract';

/** What an action is about: letters one by one, or all that match. `count` is what the reader saw when choosing. */
export interface Chosen {
  readonly selection: SelectionInput;
  readonly count: number;
}

export function chosenLetters(ids: readonly string[]): Chosen {
  return { selection: { ids }, count: ids.length };
}

/** Only open letters can be acted upon, whatever the list shows. */
export function chosenFilter({ state: _state, ...filter }: LetterFilterInput, count: number): Chosen {
  return { selection: { filter }, count };
}

export function chosenGroup(filter: LetterFilterInput, group: { readonly fingerprint: string; readonly count: number }): Chosen {
  return chosenFilter({ ...filter, fingerprint: group.fingerprint }, group.count);
}
