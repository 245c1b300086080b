import { describeRange } from './describe-range';
import { NEVER_PLANNED, type FieldDescriptor, type FieldShape } from './tool-descriptor';

/** A value that cannot stand: it is missing, it is of another type or range, or nobody declared it. Values themselves are never told. */
export interface PayloadProblem {
  /** Dotted, with list positions: `period.from`, `product_ids.2`. */
  readonly path: string;
  readonly rule: 'missing' | 'wrong' | 'unknown';
  readonly allowed: string;
}

export type Payload = Readonly<Record<string, unknown>>;

/** Everything in the payload that the fields do not allow. A key that is left out needs no value where it is not required. */
export function payloadProblems(fields: readonly FieldDescriptor[], payload: Payload, at = ''): PayloadProblem[] {
  const unknown = Object.keys(payload)
    .filter((key) => !fields.some(({ name }) => name === key))
    .map((key): PayloadProblem => ({ path: join(at, key), rule: 'unknown', allowed: fields.map(({ name }) => name).join(', ') }));
  return [...unknown, ...fields.flatMap((field) => fieldProblems(field, Object.hasOwn(payload, field.name) ? payload[field.name] : undefined, join(at, field.name)))];
}

function fieldProblems({ shape, required }: FieldDescriptor, value: unknown, path: string): PayloadProblem[] {
  if (value !== undefined) return shapeProblems(shape, value, path);
  return required ? [{ path, rule: 'missing', allowed: describeRange(shape) }] : [];
}

function shapeProblems(shape: FieldShape, value: unknown, path: string): PayloadProblem[] {
  if (shape.type === 'object' && isObject(value)) return payloadProblems(shape.fields, value, path);
  if (shape.type === 'list' && Array.isArray(value) && value.length >= shape.min && value.length <= shape.max) return value.flatMap((item, at) => shapeProblems(shape.of, item, join(path, String(at))));
  return fits(shape, value) ? [] : [{ path, rule: 'wrong', allowed: describeRange(shape) }];
}

function fits(shape: FieldShape, value: unknown): boolean {
  switch (shape.type) {
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= (shape.min ?? -Infinity) && value <= (shape.max ?? Infinity);
    case 'decimal':
      return typeof value === 'string' && /^-?\d{1,12}(\.\d{1,12})?$/.test(value) && placesOf(value) <= (shape.places ?? 12) && Number(value) >= Number(shape.min ?? -Infinity) && Number(value) <= Number(shape.max ?? Infinity);
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string' && [...value].length >= shape.min && [...value].length <= shape.max;
    case 'day':
      return typeof value === 'string' && isDay(value);
    case 'choice':
      return shape.values.some((one) => one === value);
    case 'list':
    case 'object':
      return false;
  }
}

const placesOf = (decimal: string): number => (decimal.split('.')[1] ?? '').length;

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Paths of keys that no plan may hold, at any depth. */
export function neverPlannedIn(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => neverPlannedIn(item, join(at, String(index))));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(NEVER_PLANNED.includes(key) ? [join(at, key)] : []), ...neverPlannedIn(inner, join(at, key))]);
}

/** The payload without the keys that the model answered with null: it left them out. */
export function withoutNulls(payload: Payload): Payload {
  return Object.fromEntries(Object.entries(payload).flatMap(([key, value]) => (value === null ? [] : [[key, inside(value)]])));
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return isObject(value) ? withoutNulls(value) : value;
}

export const isObject = (value: unknown): value is Payload => typeof value === 'object' && value !== null && !Array.isArray(value);

export const join = (at: string, key: string): string => (at === '' ? key : `${at}.${key}`);
