import { Type } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { isDay } from '../local-days';

/** Rules for the fields of answers. Enumerations are plain texts here: a value that v1 does not know yet is kept, and shown as "other". */
function rule(name: string, allowed: string, isAllowed: (value: unknown) => boolean): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: isAllowed, defaultMessage: () => allowed } }, { context: { allowed } });
}

const matching = (name: string, allowed: string, form: RegExp): PropertyDecorator =>
  rule(name, allowed, (value) => typeof value === 'string' && form.test(value));

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

export function IsText(): PropertyDecorator {
  return rule('text', 'text', (value) => typeof value === 'string');
}

export function IsFlag(): PropertyDecorator {
  return rule('boolean', 'true, false', (value) => typeof value === 'boolean');
}

/** A whole number of `min` or more. */
export function IsWhole(min = 0): PropertyDecorator {
  return rule('integer', `${min} or more`, (value) => Number.isSafeInteger(value) && Number(value) >= min);
}

export function IsMoney(): PropertyDecorator {
  return matching('money', 'decimal text with 2 places', /^-?\d{1,15}\.\d{2}$/);
}

export function IsPct(): PropertyDecorator {
  return matching('percent', 'decimal text with at most 2 places', /^-?\d{1,15}(\.\d{1,2})?$/);
}

export function IsRate(): PropertyDecorator {
  return matching('rate', 'decimal text with 4 to 8 places', /^\d{1,15}\.\d{4,8}$/);
}

export function IsDecimal(): PropertyDecorator {
  return matching('decimal', 'decimal text', /^-?\d{1,15}(\.\d{1,12})?$/);
}

export function IsDayText(): PropertyDecorator {
  return rule('day', 'YYYY-MM-DD', isDay);
}

export function IsInstant(): PropertyDecorator {
  return rule(
    'instant',
    'ISO 8601 in UTC with Z',
    (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  );
}

/** A number or a text: products, looks and coupons have numbers, orders have texts. */
export function IsId(): PropertyDecorator {
  return rule('id', 'a whole number or text', (value) => Number.isSafeInteger(value) || typeof value === 'string');
}

export function IsIds(): PropertyDecorator {
  return listOf('whole numbers or texts', (item) => Number.isSafeInteger(item) || typeof item === 'string');
}

export function IsTexts(): PropertyDecorator {
  return listOf('texts', (item) => typeof item === 'string');
}

export function IsDays(): PropertyDecorator {
  return listOf('days', isDay);
}

export function IsWholes(): PropertyDecorator {
  return listOf('whole numbers', (item) => Number.isSafeInteger(item));
}

function listOf(items: string, isItem: (item: unknown) => boolean): PropertyDecorator {
  return rule('list', `a list of ${items}`, (value) => Array.isArray(value) && value.every(isItem));
}

/** Counts by name. */
export function IsCounts(): PropertyDecorator {
  return tableOf('counts', (item) => Number.isSafeInteger(item) && Number(item) >= 0);
}

export function IsFlags(): PropertyDecorator {
  return tableOf('true or false', (item) => typeof item === 'boolean');
}

function tableOf(items: string, isItem: (item: unknown) => boolean): PropertyDecorator {
  return rule('table', `an object of ${items}`, (value) => isObject(value) && Object.values(value as object).every(isItem));
}

export function IsPart(of: () => new () => object): PropertyDecorator {
  return allOf(Type(of), ValidateNested(), rule('object', 'an object', isObject));
}

export function IsParts(of: () => new () => object): PropertyDecorator {
  return allOf(Type(of), ValidateNested(), listOf('objects', isObject));
}

/** The field may be left out. */
export function MayLack(): PropertyDecorator {
  return (target, property) => ValidateIf((owner: Record<string | symbol, unknown>) => owner[property] !== undefined)(target, property);
}

/** The field may be null; it may not be left out. */
export function MayBeNull(): PropertyDecorator {
  return (target, property) => ValidateIf((owner: Record<string | symbol, unknown>) => owner[property] !== null)(target, property);
}

function allOf(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}
