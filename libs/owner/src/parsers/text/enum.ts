import { normalise } from '../../text/normalise';
import { parsed, refused, type ParseContext, type Parser } from '../parser';

export type EnumValue = { readonly value: string | number; readonly text: { readonly ru: string; readonly en: string }; readonly synonyms?: readonly string[] };
export type EnumOptions = {
  readonly values: readonly EnumValue[];
  /** The values are currencies, and that of the shop is none of them. */
  readonly notShopCurrency?: boolean;
};

const POLITE = /(?<!\p{L})(?:пожалуйста|please)(?!\p{L})[,.!]*/giu;
const plain = (text: string): string => normalise(text.replace(POLITE, ' ')).replace(/^\p{Extended_Pictographic}\s*/u, '').replace(/[.!?]+$/, '').trim();

/** A label, a value or a synonym, whole, in either language. */
export function enumParser({ values, notShopCurrency = false }: EnumOptions): Parser {
  const fits = (value: unknown, { currency }: Pick<ParseContext, 'currency'>): boolean => !notShopCurrency || value !== currency;
  const forms = new Map(values.flatMap(({ value, text, synonyms = [] }) => [String(value), text.ru, text.en, ...synonyms].map((form) => [plain(form), value] as const)));
  const labelOf = (value: unknown, locale: 'ru' | 'en'): string => values.find((one) => one.value === value)?.text[locale] ?? String(value);
  return {
    parse: (text, context) => {
      const value = forms.get(plain(text));
      const offered = values.filter((one) => fits(one.value, context));
      return value === undefined || !fits(value, context) ? refused('parse.enum', { labels: offered.map((one) => one.text[context.locale]).join(', ') }) : parsed(value);
    },
    fits,
    accepts: (value) => values.some((one) => one.value === value),
    edges: () => values.map(({ value }) => value),
    show: (value, { locale }) => labelOf(value, locale),
  };
}
