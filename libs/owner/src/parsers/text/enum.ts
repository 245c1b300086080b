import { normalise } from '../../text/normalise';
import { parsed, refused, type Parser } from '../parser';

export type EnumValue = { readonly value: string | number; readonly text: { readonly ru: string; readonly en: string }; readonly synonyms?: readonly string[] };
export type EnumOptions = { readonly values: readonly EnumValue[] };

const POLITE = /(?<!\p{L})(?:пожалуйста|please)(?!\p{L})[,.!]*/giu;
const plain = (text: string): string => normalise(text.replace(POLITE, ' ')).replace(/^\p{Extended_Pictographic}\s*/u, '').replace(/[.!?]+$/, '').trim();

/** A label, a value or a synonym, whole, in either language. */
export function enumParser({ values }: EnumOptions): Parser {
  const forms = new Map(values.flatMap(({ value, text, synonyms = [] }) => [String(value), text.ru, text.en, ...synonyms].map((form) => [plain(form), value] as const)));
  const labelOf = (value: unknown, locale: 'ru' | 'en'): string => values.find((one) => one.value === value)?.text[locale] ?? String(value);
  return {
    parse: (text, { locale }) => {
      const value = forms.get(plain(text));
      return value === undefined ? refused('parse.enum', { labels: values.map((one) => one.text[locale]).join(', ') }) : parsed(value);
    },
    accepts: (value) => values.some((one) => one.value === value),
    edges: () => values.map(({ value }) => value),
    show: (value, { locale }) => labelOf(value, locale),
  };
}
