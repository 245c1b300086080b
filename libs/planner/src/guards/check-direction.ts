import { isObject, join, type Payload } from '../tools/check-payload';
import type { FieldDescriptor, ToolDescriptor } from '../tools/tool-descriptor';
import type { TextReadings } from './text-readings';

/** The payload names exactly what the text names: a part of a list, or one more, would change other things than were meant. */
export function namesSameTargets({ scope }: ToolDescriptor, payload: Payload, text: string, { targetsIn }: Pick<TextReadings, 'targetsIn'>): boolean {
  if (scope === null) return true;
  const meant = scope.targets.flatMap((target) => payload[target] ?? []).map(String);
  const named = targetsIn(text);
  return new Set([...meant, ...named]).size === named.length && new Set(meant).size === named.length;
}

/** The path of the first value whose sign the text does not say; null: all agree. Zero has no sign. */
export function findWrongSign(fields: readonly FieldDescriptor[], payload: Payload, sign: 'plus' | 'minus' | 'both' | null, at = ''): string | null {
  for (const { name, shape, isSigned, default: standard } of fields) {
    const value = payload[name];
    const path = join(at, name);
    if (shape.type === 'object' && isObject(value)) {
      const inside = findWrongSign(shape.fields, value, sign, path);
      if (inside !== null) return inside;
    }
    if (isSigned !== true || value === undefined || value === standard) continue;
    const size = Number(value);
    if (size !== 0 && sign !== (size < 0 ? 'minus' : 'plus')) return path;
  }
  return null;
}
