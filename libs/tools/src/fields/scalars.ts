import { Decimal } from 'decimal.js';
import { isDay, isZone } from '@ownerbot/shop';
import { Transform } from 'class-transformer';
import type { FieldForm } from './field-form';
import { allOf, rule } from './rule';

const CONTROL = /[\p{Cc}\p{Cs}]/u;

export function IntegerIn(min: number, max: number): PropertyDecorator {
  return rule('integer', `${min}..${max}`, (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max, { type: 'integer', min, max });
}

/** An integer of 0 or more. */
export function Count(): PropertyDecorator {
  return rule('integer', '0 or more', (value) => Number.isSafeInteger(value) && Number(value) >= 0);
}

export function OneOf(values: readonly (string | number)[]): PropertyDecorator {
  return rule('one_of', values.join(', '), (value) => values.some((one) => one === value), { type: 'choice', values });
}

export function Flag(): PropertyDecorator {
  return rule('boolean', 'true, false', (value) => typeof value === 'boolean', { type: 'boolean' });
}

/** Length is counted in characters as a person sees code points; control characters and lone surrogates are refused. */
export function Text(min: number, max: number): PropertyDecorator {
  return rule('text', `${min}..${max} characters`, isTextIn(min, max), { type: 'text', min, max });
}

const isTextIn = (min: number, max: number) => (value: unknown): boolean => {
  if (typeof value !== 'string' || CONTROL.test(value)) return false;
  const length = [...value].length;
  return length >= min && length <= max;
};

/** As {@link Text}, and line breaks are allowed: what a person writes to other people. */
export function TextOfLines(min: number, max: number): PropertyDecorator {
  const isText = isTextIn(min, max);
  return rule('text', `${min}..${max} characters`, (value) => isText(typeof value === 'string' ? value.replaceAll('\n', ' ') : value), { type: 'text', min, max });
}

/** Any text that came from a source; nothing is demanded of it. */
export function AnyText(): PropertyDecorator {
  return rule('text', 'text', (value) => typeof value === 'string');
}

function matching(name: string, allowed: string, pattern: RegExp, form?: FieldForm): PropertyDecorator {
  return rule(name, allowed, (value) => typeof value === 'string' && pattern.test(value), form);
}

/** Decimal text with two places, possibly negative. */
export function MoneyText(): PropertyDecorator {
  return matching('money', 'decimal text with 2 places', /^-?\d+\.\d{2}$/);
}

/** Signed decimal text with at most two places. */
export function PctText(): PropertyDecorator {
  return matching('percent', 'decimal text with at most 2 places', /^-?\d+(\.\d{1,2})?$/);
}

/** Decimal text of any precision. */
export function DecimalText(): PropertyDecorator {
  return matching('decimal', 'decimal text', /^-?\d+(\.\d+)?$/);
}

/** A real calendar day. */
export function DayText(): PropertyDecorator {
  return rule('day', 'YYYY-MM-DD', isDay, { type: 'day' });
}

export function InstantText(): PropertyDecorator {
  return rule('instant', 'ISO 8601 in UTC', (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)), { type: 'text', min: 20, max: 30, means: 'instant' });
}

/** A currency by its ISO 4217 code. */
export function CurrencyCode(): PropertyDecorator {
  return matching('currency', '3 capital letters, ISO 4217', /^[A-Z]{3}$/, { type: 'text', min: 3, max: 3, means: 'currency' });
}

/** An IANA zone name. */
export function Tz(): PropertyDecorator {
  return rule('zone', 'an IANA zone name', isZone, { type: 'text', min: 3, max: 64, means: 'zone' });
}

export function TimeLocal(): PropertyDecorator {
  return matching('time', 'HH:MM, 00:00..23:59', /^([01]\d|2[0-3]):[0-5]\d$/);
}

/** Items of one page. */
export function Limit(max: number): PropertyDecorator {
  return IntegerIn(1, max);
}

/** Trimmed and upper-cased; otherwise used as given, no prefix is added. */
export function OrderId(): PropertyDecorator {
  return allOf(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toUpperCase() : value)),
    matching('order_id', '1..64 of A-Z, 0-9, _ and -, not beginning with _ or -', /^[A-Z0-9][A-Z0-9_-]{0,63}$/, { type: 'text', min: 1, max: 64, means: 'order_id' }),
  );
}

/** A cursor as a page gave it. */
export function Cursor(): PropertyDecorator {
  return rule('text', '1..256 characters', isTextIn(1, 256), { type: 'text', min: 1, max: 256, means: 'cursor' });
}

/** Literally true: a whole set is never asked for by leaving something out. */
export function True(): PropertyDecorator {
  return rule('true', 'true', (value) => value === true, { type: 'boolean', only: true });
}

export interface DecimalRange {
  readonly min: string;
  readonly max: string;
  /** Digits after the point, 2 if not said. */
  readonly places?: number;
  /** The smallest size of a value other than 0, which is allowed then: "0, or 0.1 and more". */
  readonly leastSize?: string;
}

/** Signed decimal text within a range. Numbers are refused: they lose cents. */
export function DecimalIn({ min, max, places = 2, leastSize }: DecimalRange): PropertyDecorator {
  const allowed = `${min}..${max} as decimal text with at most ${places} places${leastSize === undefined ? '' : `, 0 or at least ${leastSize} in size`}`;
  return rule('decimal', allowed, (text) => {
    if (typeof text !== 'string' || !/^-?\d{1,12}(\.\d{1,12})?$/.test(text)) return false;
    const value = new Decimal(text);
    if (value.decimalPlaces() > places || value.lt(min) || value.gt(max)) return false;
    return leastSize === undefined || value.isZero() || value.abs().gte(leastSize);
  }, { type: 'decimal', min, max, places });
}

const MAX_IDS = 200;

/** Ids of products or looks: 1..200 of them, each once, in the order given. */
export function Ids(max = MAX_IDS): PropertyDecorator {
  return allOf(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? [...new Set<unknown>(value)] : value)),
    rule('ids', `1..${max} whole numbers of 1 and more`, (value) => Array.isArray(value) && value.length >= 1 && value.length <= max && value.every(isId), { type: 'list', of: { type: 'integer', min: 1, max: Number.MAX_SAFE_INTEGER }, min: 1, max }),
  );
}

const isId = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
