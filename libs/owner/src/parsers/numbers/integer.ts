import { Decimal } from 'decimal.js';
import { parsed, quote, refused, type Parser } from '../parser';
import { outside, readQuantity, writeNumber } from './read-quantity';

export type IntegerOptions = { readonly min?: number; readonly max?: number };

const PIECES = new Set('шт штука штуки штук штуку единиц единицы единица заказ заказа заказов товар товара товаров раз pcs pc piece pieces items item orders order units unit'.split(' '));
const UNBOUNDED = 1_000_000_000;

/** `20`, `1 200`, `двадцать`, `20 шт`, `1,200` in English. */
export function integerParser({ min, max }: IntegerOptions): Parser {
  const range = { ...(min === undefined ? {} : { min: new Decimal(min) }), ...(max === undefined ? {} : { max: new Decimal(max) }) };
  return {
    parse: (text, { locale }) => {
      const read = readQuantity(text);
      if (!read.ok) return read.refusal;
      const { figure, sign, words } = read.quantity;
      const foreign = words.find((word) => !PIECES.has(word));
      if (foreign !== undefined) return refused('parse.word', { word: quote(foreign) });
      if (figure.thousands !== null && locale !== 'en') return refused('parse.number.separator', { said: quote(text) });
      const size = figure.thousands ?? figure.value;
      if (!size.isInteger()) return refused('parse.number.fraction', { said: quote(text) });
      const value = sign === 'minus' ? size.neg() : size;
      return outside(value, range, (one) => writeNumber(one, locale)) ?? parsed(value.toNumber());
    },
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= (min ?? -UNBOUNDED) && Number(value) <= (max ?? UNBOUNDED),
    edges: () => [min ?? -UNBOUNDED, max ?? UNBOUNDED],
    show: (value, { formats }) => formats.integer(Number(value)),
  };
}
