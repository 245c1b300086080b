import { decimalParser } from './numbers/decimal';
import { integerParser } from './numbers/integer';
import { moneyParser } from './numbers/money';
import { percentParser } from './numbers/percent';
import { createOptionsReader, type OptionProblem, type OptionsReader } from './read-options';
import type { Parser } from './parser';
import { booleanParser } from './text/boolean';
import { enumParser } from './text/enum';
import { idsParser } from './text/ids';
import { jsonOrKvParser } from './text/json-or-kv';
import { orderIdParser } from './text/order-id';
import { phoneParser } from './text/phone';
import { textParser } from './text/text';
import { dateParser } from './time/date';
import { durationParser } from './time/duration';
import { periodParser } from './time/period';
import { timeParser } from './time/time';
import { timezoneParser } from './time/timezone';

const SIGNS = ['positive', 'negative', 'any'] as const;

/** Every parser by its name in a template file, made from the options that stand beside the name. */
const MAKERS = {
  text: (o) => textParser({ min: o.integer('min'), max: o.integer('max'), pattern: o.pattern('pattern'), upper: o.flag('upper') }),
  integer: (o) => integerParser({ min: o.integer('min'), max: o.integer('max') }),
  decimal: (o) => decimalParser({ min: o.decimal('min'), max: o.decimal('max'), scale: o.integer('scale') }),
  percent: (o) =>
    percentParser({ sign: o.oneOf('sign', SIGNS), min: o.decimal('min'), max: o.decimal('max'), scale: o.integer('scale'), as: o.oneOf('as', ['text', 'integer']), notZero: o.flag('not_zero') }),
  money: (o) => moneyParser({ sign: o.oneOf('sign', SIGNS), min: o.decimal('min'), max: o.decimal('max'), notZero: o.flag('not_zero') }),
  ids: (o) => idsParser({ of: o.oneOf('of', ['product', 'look']), max: o.integer('max') }),
  order_id: () => orderIdParser(),
  phone: (o) => phoneParser({ partial: o.flag('partial') }),
  date: (o) => dateParser({ direction: o.oneOf('direction', ['past', 'future']), maxDays: o.integer('max_days') }),
  time: () => timeParser(),
  period: (o) => periodParser({ allow: o.presets('allow'), maxDays: o.integer('max_days') }),
  duration: (o) =>
    durationParser({ unit: o.needed('unit', ['minutes', 'hours', 'days'], 'hours'), min: o.integer('min'), max: o.integer('max'), never: o.flag('never'), bare: o.flag('bare') }),
  enum: (o) => enumParser({ values: o.enumValues('values'), notShopCurrency: o.flag('not_shop_currency') }),
  boolean: () => booleanParser(),
  timezone: () => timezoneParser(),
  json_or_kv: (o) => jsonOrKvParser({ keys: o.texts('keys'), decimals: o.texts('decimals') }),
} as const satisfies Record<string, (options: OptionsReader) => Parser>;

export type ParserType = keyof typeof MAKERS;
export const PARSER_TYPES: readonly string[] = Object.keys(MAKERS);

const isParserType = (type: unknown): type is ParserType => typeof type === 'string' && Object.hasOwn(MAKERS, type);

export type MadeParser = { readonly parser: Parser; readonly type: ParserType } | { readonly problems: readonly OptionProblem[] };

/** A parser from a template file: `{ type, ...options }`. Options that it does not know, or that are malformed, come back as problems. */
export function createParser(spec: Readonly<Record<string, unknown>>): MadeParser {
  const { type, ...options } = spec;
  if (type === undefined) return { problems: [{ path: 'type', code: 'missing', allowed: PARSER_TYPES.join(', ') }] };
  if (!isParserType(type)) return { problems: [{ path: 'type', code: 'value', allowed: PARSER_TYPES.join(', ') }] };
  const reader = createOptionsReader(options);
  const parser = MAKERS[type](reader);
  const problems = reader.problems();
  return problems.length > 0 ? { problems } : { parser, type };
}
