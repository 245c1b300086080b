import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '../locales';

/** What a placeholder takes: `text` a ready string, `number` what a plural is chosen by, `choice` one of the variants of a select. */
export type PlaceholderKind = 'text' | 'number' | 'choice';

export type CompiledMessage = {
  source: string;
  /** Holds tags, so it may only be used where HTML is read. */
  isHtml: boolean;
  placeholders: ReadonlyMap<string, PlaceholderKind>;
  /** Plural categories of each plural placeholder, `other` among them. */
  plurals: ReadonlyMap<string, readonly string[]>;
  choices: ReadonlyMap<string, readonly string[]>;
  format(values: Record<string, string | number>): string;
};

/** Tags that Telegram's HTML mode knows and that our texts use. */
const ALLOWED_TAG = /<\/?(?:b|i|s|u|code|pre|blockquote)>/g;

/** Nothing in it means anything to ICU. Most texts are so, and each process compiles all of them when it starts. */
const PLAIN = /^[^{}'#]*$/;

/**
 * Compiles one ICU message. Numbers and dates reach a message ready-made (formats.ts), so `{x, number}` and `{x, date}`
 * are refused: they would go through floats and through the wrong zone.
 * @throws Error with a sentence for the report of findings.
 */
export function compileMessage(source: string, locale: Locale): CompiledMessage {
  const text = typeset(source);
  if (text !== text.trim()) throw new Error('begins or ends with a space');
  if (text === '') throw new Error('is empty');
  const bare = text.replace(ALLOWED_TAG, '');
  if (/[<>&]/.test(bare)) throw new Error('holds <, > or & outside an allowed tag');
  const found = { placeholders: new Map<string, PlaceholderKind>(), plurals: new Map<string, string[]>(), choices: new Map<string, string[]>() };
  if (PLAIN.test(text)) return { source: text, isHtml: bare !== text, ...found, format: () => text };
  // The tags stay literal text: they are for Telegram, not for this library.
  const formatter = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  collect(formatter.getAst(), found);
  return {
    source: text,
    isHtml: bare !== text,
    ...found,
    format: (values) => String(formatter.format(values)),
  };
}

type Found = { placeholders: Map<string, PlaceholderKind>; plurals: Map<string, string[]>; choices: Map<string, string[]> };

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
/** `type` of the elements of intl-messageformat's syntax tree that carry no options. */
const ELEMENT = { literal: 0, argument: 1, pound: 7 };

function collect(elements: readonly Element[], found: Found): void {
  for (const element of elements) {
    if ('options' in element) {
      const isPlural = 'offset' in element;
      note(found, element.value, isPlural ? 'number' : 'choice');
      (isPlural ? found.plurals : found.choices).set(element.value, Object.keys(element.options));
      for (const option of Object.values(element.options)) collect(option.value, found);
    } else if (Number(element.type) === ELEMENT.argument && 'value' in element) {
      note(found, element.value, 'text');
    } else if (Number(element.type) !== ELEMENT.literal && Number(element.type) !== ELEMENT.pound) {
      throw new Error('formats a number, a date or a tag by itself; hand over a formatted string');
    }
  }
}

function note(found: Found, name: string, kind: PlaceholderKind): void {
  const known = found.placeholders.get(name);
  if (known !== undefined && known !== kind) throw new Error(`uses {${name}} as ${known} and as ${kind}`);
  found.placeholders.set(name, kind);
}

/** A dash never begins a line. */
function typeset(source: string): string {
  return source.replaceAll(' — ', '\u00a0— ');
}
