import type { LetterFilterInput } from '../../../../src/contract';

export const FILTER_KEYS = ['text', 'kind', 'queue', 'code', 'fingerprint', 'chat', 'since', 'until', 'state'] as const;
export type FilterValues = Readonly<Record<(typeof FILTER_KEYS)[number], string>>;

type State = NonNullable<LetterFilterInput['state']>;
export const LETTER_STATES: readonly State[] = ['open', 'replaying', 'replayed', 'discarded', 'any'];

/** What the fields of the page mean to the API; a moment is meant in the reader's own zone. */
export function letterFilter(values: FilterValues): LetterFilterInput {
  const { text, kind, queue, code, fingerprint, chat, since, until, state } = values;
  const wanted = LETTER_STATES.find((one) => one === state);
  return {
    ...Object.fromEntries(Object.entries({ text, kind, queue, code, fingerprint, chatId: chat }).filter(([, value]) => value !== '')),
    ...momentOf('since', since),
    ...momentOf('until', until),
    ...(wanted === undefined || wanted === 'open' ? {} : { state: wanted }),
  };
}

function momentOf(key: 'since' | 'until', local: string): LetterFilterInput {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? {} : { [key]: at.toISOString() };
}
