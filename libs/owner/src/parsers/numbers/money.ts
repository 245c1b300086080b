import { quote, refused, type Parser } from '../parser';
import { decimalText, signedParser, type SignedOptions } from './decimal';

export type MoneyOptions = Omit<SignedOptions, 'scale'>;

/** Signs and words of currencies, as people write them. */
const CURRENCIES: readonly (readonly [code: string, form: RegExp])[] = [
  ['EUR', /^(?:€|eur|евро|euros?)$/],
  ['USD', /^(?:\$|usd|доллар\p{L}*|dollars?|бакс\p{L}*|bucks?)$/u],
  ['UAH', /^(?:₴|uah|грн|гривн?\p{L}*|hryvnias?)$/u],
  ['PLN', /^(?:zł|zl|pln|злот\p{L}*|zlot\p{L}*)$/u],
  ['GBP', /^(?:£|gbp|фунт\p{L}*|pounds?)$/u],
  ['RUB', /^(?:₽|rub|руб\p{L}*|roubles?|rubles?)$/u],
  ['CHF', /^(?:chf|франк\p{L}*|francs?)$/u],
  ['CZK', /^(?:kč|czk|крон\p{L}*)$/u],
];

export const currencyOf = (word: string): string | null => CURRENCIES.find(([, form]) => form.test(word))?.[0] ?? null;

/** `1 200,50`, `100 €`, `€100`, `100 евро`, `1,5 тыс`, `1.5k`; two places. The shop's currency or none: nothing is converted. */
export function moneyParser(options: MoneyOptions): Parser {
  return signedParser(
    { ...options, scale: 2 },
    {
      check: ({ words }, { currency }) => {
        const other = words.find((word) => (currencyOf(word) ?? currency) !== currency);
        return other === undefined ? null : refused('parse.money.currency', { said: quote(other), currency });
      },
      isKnown: (word) => currencyOf(word) !== null,
      write: (value) => value.toFixed(2),
      read: (value) => (typeof value === 'string' && /^-?\d+\.\d{2}$/.test(value) ? decimalText(value) : null),
      show: (value, { formats, currency }) => formats.money(String(value), currency),
    },
  );
}
