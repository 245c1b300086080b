import { join } from '../tools/check-payload';
import { describeRange } from '../tools/describe-range';
import type { FieldDescriptor, FieldShape, GroundKind } from '../tools/tool-descriptor';
import { isObject, type Payload } from '../tools/check-payload';
import type { TextReadings } from './text-readings';

/** A value that is neither the tool's default nor in the owner's text. */
export interface Ungrounded {
  readonly path: string;
  readonly allowed: string;
}

/** The first value that the model could have invented; null: there is none. Its own quotes are not looked at: they are invented as easily. */
export function findUngrounded(fields: readonly FieldDescriptor[], payload: Payload, text: string, readings: TextReadings, at = ''): Ungrounded | null {
  for (const field of fields) {
    const value = payload[field.name];
    if (value === undefined || isSame(value, field.default)) continue;
    const path = join(at, field.name);
    const found = field.grounds === null ? insideOf(field.shape, value, text, readings, path) : groundless(field, field.grounds, value, text, readings, path);
    if (found !== null) return found;
  }
  return null;
}

function groundless({ shape, isSigned }: FieldDescriptor, grounds: GroundKind, value: unknown, text: string, readings: TextReadings, path: string): Ungrounded | null {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const at = items.findIndex((item) => !readings.holds[grounds](text, isSigned === true ? withoutSign(item) : item));
  return at < 0 ? null : { path: Array.isArray(value) ? join(path, String(at)) : path, allowed: describeRange(shape) };
}

function insideOf(shape: FieldShape, value: unknown, text: string, readings: TextReadings, path: string): Ungrounded | null {
  if (shape.type === 'object' && isObject(value)) return findUngrounded(shape.fields, value, text, readings, path);
  if (shape.type !== 'list' || shape.of.type !== 'object' || !Array.isArray(value)) return null;
  const { fields } = shape.of;
  for (const [at, item] of value.entries()) {
    const found = isObject(item) ? findUngrounded(fields, item, text, readings, join(path, String(at))) : null;
    if (found !== null) return found;
  }
  return null;
}

function withoutSign(value: unknown): unknown {
  if (typeof value === 'number') return Math.abs(value);
  return typeof value === 'string' ? value.replace(/^[+-]/u, '') : value;
}

/** Values of JSON that are equal, whatever the order of keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
  }
  return one === other;
}
