import { parsed, quote, refused, type Parser } from '../parser';

export type PhoneOptions = { readonly partial?: boolean };

const LEAST_PARTIAL = 5;
const LEAST_WHOLE = 7;
const MOST_DIGITS = 15;
const WORDS = /(?<!\p{L})(?:телефон\p{L}*|тел|номер\p{L}*|phone|number|please|пожалуйста)(?!\p{L})[.:]?/giu;

/** A number that names its country is complete from eight digits on. E.164 */
const INTERNATIONAL = /^(?:\+|00)(?<digits>[1-9]\d{7,14})$/;

/**
 * A number with brackets, spaces and hyphens; of `partial` five digits are enough. A complete one is given as E.164, of any other
 * the digits that the shop searches by: a national number does not say its country.
 */
export function phoneParser({ partial = false }: PhoneOptions): Parser {
  const least = partial ? LEAST_PARTIAL : LEAST_WHOLE;
  return {
    parse: (text) => {
      const written = text.normalize('NFKC').replace(WORDS, ' ').trim();
      if (/\p{L}/u.test(written)) return refused('parse.phone.letters', { said: quote(text) });
      if (/[^\d\s()+.…*/‐‑–—-]/u.test(written)) return refused('parse.phone.letters', { said: quote(text) });
      const complete = INTERNATIONAL.exec(written.replace(/[^\d+]/g, ''))?.groups?.['digits'];
      if (complete !== undefined) return parsed(`+${complete}`);
      // The shop keeps international numbers: a national 0 or an international 00 in front would find nothing.
      const digits = written.replace(/\D/g, '').replace(/^0{1,2}(?=\d{6})/, '');
      if (digits.length < least) return refused('parse.phone.short', { least });
      if (digits.length > MOST_DIGITS) return refused('parse.phone.long', { said: quote(text) });
      return parsed(digits);
    },
    accepts: (value) => typeof value === 'string' && new RegExp(`^(?:\\d{${least},${MOST_DIGITS}}|\\+[1-9]\\d{7,14})$`).test(value),
    edges: () => ['1'.repeat(least), '1'.repeat(MOST_DIGITS)],
    show: (value) => String(value),
  };
}
