import { Decimal } from 'decimal.js';
import type { Parser } from '../parser';
import { decimalText, signedParser, type SignedOptions } from './decimal';

export type PercentOptions = SignedOptions & {
  /** How the tool takes it: decimal text (default) or a whole number. */
  readonly as?: 'text' | 'integer';
};

const PERCENT = /^(?:%|процент\p{L}*|percents?|pct)$/u;
const UNBOUNDED_PERCENT = '1000';

/** `5`, `5%`, `5 процентов`, `пять`, `минус 7`, `-7,5 %`, `minus 7`. */
export function percentParser({ as = 'text', ...options }: PercentOptions): Parser {
  const { sign, min = sign === undefined || sign === 'positive' ? '0' : '-100', max = sign === 'negative' ? '0' : UNBOUNDED_PERCENT } = options;
  const bounds = { ...options, min, max };
  return signedParser(as === 'integer' ? { ...bounds, scale: 0 } : bounds, {
    isKnown: (word) => PERCENT.test(word),
    write: (value) => (as === 'integer' ? value.toNumber() : value.toFixed()),
    read: (value) => (as === 'integer' ? (typeof value === 'number' && Number.isSafeInteger(value) ? new Decimal(value) : null) : decimalText(value)),
    show: (value, { formats }) => formats.percent(String(value)),
  });
}
