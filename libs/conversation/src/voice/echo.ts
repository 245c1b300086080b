import { asHtml, type Texts } from '@ownerbot/messages';

const LONGEST_ECHO = 160;

/** The words that were heard, exactly, as they are shown. */
export function echoOf(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_ECHO ? text : `${characters.slice(0, LONGEST_ECHO - 1).join('')}…`;
}

/** The line that an answer to spoken words begins with. HTML. */
export const echoLine = (texts: Texts, text: string): string => texts.html('conversation.voice.echo', { text: echoOf(text) });

/** The line that repeats, digit by digit, the ids and numbers that a change will use; empty where there are none. HTML. */
export function digitsLine(texts: Texts, input: Readonly<Record<string, unknown>>): string {
  const values = [...new Set(spoken(input))].slice(0, MOST_VALUES).map(spelled);
  return values.length === 0 ? '' : texts.html('conversation.voice.digits', { values: asHtml(values.map((one) => `<code>${one}</code>`).join(', ')) });
}

const MOST_VALUES = 6;
const LONGEST_VALUE = 24;

/** Ids, codes, amounts: values without spaces that hold a digit. Messages and dates of periods are shown as they are. */
function spoken(value: unknown): string[] {
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'string') return /^[\p{L}\p{N}+.,_#-]*\d[\p{L}\p{N}+.,_#-]*$/u.test(value) && value.length <= LONGEST_VALUE ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(spoken);
}

const spelled = (value: string): string => [...value].join(' ');
