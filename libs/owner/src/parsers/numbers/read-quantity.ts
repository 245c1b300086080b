import type { Decimal } from 'decimal.js';
import { quote, refused, type Parsed } from '../parser';
import { numberTokens, readFigure, type Figure } from './read-figure';

/** One number that makes up a whole answer, with its sign and the words that stand beside it. */
export type Quantity = {
  /** Without its sign. */
  readonly figure: Figure;
  readonly sign: 'plus' | 'minus' | null;
  /** What is left: units, currencies. */
  readonly words: readonly string[];
};

const POLITE = new Set('пожалуйста плиз будьте добры давай давайте ну ок please pls ok well just'.split(' '));
const LEADING = new Set('на до в во по за о от около примерно ровно by to at up about exactly is = :'.split(' '));
const MINUS = new Set(['-', 'минус', 'minus']);
const PLUS = new Set(['+', 'плюс', 'plus']);
const BETWEEN = new Set(['-', 'до', 'по', 'to', '…', '.']);
const FACTORS = new Set('раз раза вдвое втрое наполовину половину twice double triple half halve times'.split(' '));

/** Exactly one number in the text; a range, several numbers and factors are refused as what they are. */
export function readQuantity(text: string): { ok: true; quantity: Quantity } | { ok: false; refusal: Parsed } {
  const tokens = numberTokens(text).filter((token) => !POLITE.has(token));
  const no = (key: string, said = text): { ok: false; refusal: Parsed } => ({ ok: false, refusal: refused(key, { said: quote(said) }) });
  if (tokens.length === 0) return { ok: false, refusal: refused('parse.empty') };
  if (tokens.some((token) => FACTORS.has(token))) return no('parse.number.factor');
  const start = tokens.findIndex((_token, at) => readFigure(tokens, at) !== null);
  const figure = start < 0 ? null : readFigure(tokens, start);
  if (figure === null) return no('parse.number.unreadable');
  const after = tokens.slice(start + figure.length);
  const second = after.findIndex((_token, at) => readFigure(after, at) !== null);
  if (second >= 0) return no(after.slice(0, second).some((token) => BETWEEN.has(token)) ? 'parse.number.range' : 'parse.number.several');
  const before = tokens.slice(0, start).filter((token) => !LEADING.has(token));
  const signs = before.filter((token) => MINUS.has(token) || PLUS.has(token));
  if (signs.length > 1) return no('parse.number.unreadable');
  const [sign] = signs;
  const words = [...before.filter((token) => token !== sign), ...after];
  const last = words.at(-1);
  const isSentence = last === '.' || last === '!';
  return {
    ok: true,
    quantity: { figure, sign: sign === undefined ? null : MINUS.has(sign) ? 'minus' : 'plus', words: isSentence ? words.slice(0, -1) : words },
  };
}

export type Range = { readonly min?: Decimal; readonly max?: Decimal };

/** Refuses what lies outside, with the range; never clamps. `show` writes a number in the owner's language. */
export function outside(value: Decimal, { min, max }: Range, show: (value: Decimal) => string): Parsed | null {
  const isInside = (min === undefined || value.gte(min)) && (max === undefined || value.lte(max));
  if (isInside) return null;
  const said = show(value);
  if (min !== undefined && max !== undefined) return refused('parse.number.outside', { said, min: show(min), max: show(max) });
  if (min !== undefined) return refused('parse.number.below', { said, min: show(min) });
  return max === undefined ? null : refused('parse.number.above', { said, max: show(max) });
}

export function writeNumber(value: Decimal, locale: string): string {
  const text = value.toFixed().replace(/^-/, '−');
  return locale === 'ru' ? text.replace('.', ',') : text;
}
