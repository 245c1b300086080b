import { IntlMessageFormat } from 'intl-messageformat';

export type Locale = 'ru' | 'en';
export const LOCALES: readonly Locale[] = ['ru', 'en'];

export type Values = Readonly<Record<string, string | number | null | undefined>>;
export type Translate = (key: string, values?: Values) => string;

interface Tree {
  readonly [key: string]: unknown;
}

/** Nested headings of a catalogue as keys with dots. */
export function flatten(tree: Tree, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) => {
      const path = prefix === '' ? key : `${prefix}.${key}`;
      return typeof value === 'object' && value !== null ? Object.entries(flatten(value as Tree, path)) : [[path, String(value)]];
    }),
  );
}

/** Texts of one language. A text that is missing shows its key: better than an empty button. */
export function createTexts(locale: Locale, tree: Tree): Translate {
  const texts = flatten(tree);
  const compiled = new Map<string, IntlMessageFormat>();
  return (key, values = {}) => {
    const text = texts[key];
    if (text === undefined) return key;
    const known = compiled.get(key) ?? new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    compiled.set(key, known);
    return String(known.format({ ...values }));
  };
}

/** What the browser asks for first, of what there is. */
export function preferredLocale(wanted: readonly string[], stored: string | null): Locale {
  if (stored === 'ru' || stored === 'en') return stored;
  const first = wanted.map((one) => one.slice(0, 2).toLowerCase()).find((one) => one === 'ru' || one === 'en');
  return first === 'en' ? 'en' : 'ru';
}
