import { Decimal } from 'decimal.js';
import { parsed, quote, refused, type Parsed, type ParseContext, type Parser } from '../parser';
import { outside, readQuantity, writeNumber, type Quantity } from './read-quantity';

export type Sign = 'positive' | 'negative' | 'any';
export type DecimalOptions = { readonly min?: string; readonly max?: string; readonly scale?: number };
export type SignedOptions = DecimalOptions & { readonly sign?: Sign; readonly notZero?: boolean };

const UNBOUNDED = new Decimal('1000000000000');

interface Written {
  /** The words that may stand beside the number; the first other one is refused. */
  readonly isKnown: (word: string) => boolean;
  /** The value as it goes into the payload. */
  readonly write: (value: Decimal) => unknown;
  readonly read: (value: unknown) => Decimal | null;
  readonly show: Parser['show'];
  /** Asked before anything else, e.g. for a foreign currency. */
  readonly check?: (quantity: Quantity, context: ParseContext) => Parsed | null;
}

/** What `decimal`, `percent` and `money` have in common: one number with its sign, its places and its range. */
export function signedParser({ min, max, scale = 2, sign = 'positive', notZero = false }: SignedOptions, written: Written): Parser {
  const range = { min: min === undefined ? undefined : new Decimal(min), max: max === undefined ? undefined : new Decimal(max) };
  const low = range.min ?? (sign === 'positive' ? new Decimal(0) : UNBOUNDED.neg());
  const high = range.max ?? (sign === 'negative' ? new Decimal(0) : UNBOUNDED);
  const isInside = (value: Decimal): boolean => value.gte(low) && value.lte(high) && value.decimalPlaces() <= scale && !(notZero && value.isZero());
  return {
    parse: (text, context) => {
      const read = readQuantity(text);
      if (!read.ok) return read.refusal;
      const { quantity } = read;
      const early = written.check?.(quantity, context);
      if (early) return early;
      const foreign = quantity.words.find((word) => !written.isKnown(word));
      if (foreign !== undefined) return refused('parse.word', { word: quote(foreign) });
      const signed = withSign(quantity, sign, text);
      if (!(signed instanceof Decimal)) return signed;
      if (quantity.figure.thousands !== null) return refused('parse.number.separator', { said: quote(text) });
      if (signed.decimalPlaces() > scale) return scale === 0 ? refused('parse.number.fraction', { said: quote(text) }) : refused('parse.number.places', { said: quote(text), scale: String(scale) });
      if (notZero && signed.isZero()) return refused('parse.number.zero');
      return outside(signed, { min: low, max: high }, (one) => writeNumber(one, context.locale)) ?? parsed(written.write(signed));
    },
    accepts: (value) => {
      const number = written.read(value);
      return number !== null && isInside(number);
    },
    edges: () => [low, high].map((edge) => written.write(notZero && edge.isZero() ? new Decimal(10).pow(-scale) : edge)),
    show: written.show,
  };
}

/** An unsigned number takes the sign of the option; where both are possible it is asked for, because they are opposite changes. */
function withSign({ figure, sign: typed }: Quantity, sign: Sign, text: string): Decimal | Parsed {
  const size = figure.value;
  if (sign === 'positive') return typed === 'minus' ? refused('parse.number.sign_positive', { said: quote(text) }) : size;
  if (sign === 'negative') return typed === 'plus' ? refused('parse.number.sign_negative', { said: quote(text) }) : size.neg();
  if (typed === null && !size.isZero()) return refused('parse.number.sign_needed', { said: quote(text) });
  return typed === 'minus' ? size.neg() : size;
}

export function decimalText(value: unknown): Decimal | null {
  return typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,10})?$/.test(value) ? new Decimal(value) : null;
}

/** `3,5`, `3.5`, `полтора`. */
export function decimalParser(options: DecimalOptions): Parser {
  return signedParser(
    { ...options, scale: options.scale ?? 4, sign: options.min !== undefined && options.min.startsWith('-') ? 'any' : 'positive' },
    { isKnown: () => false, write: (value) => value.toFixed(), read: decimalText, show: (value, { locale }) => writeNumber(new Decimal(String(value)), locale) },
  );
}
