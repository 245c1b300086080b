import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { allOf, rule } from './rule';

type FieldClass = new () => object;

/** An object with the fields of a class. */
export function Nested(of: () => FieldClass): PropertyDecorator {
  return allOf(
    Type(of),
    ValidateNested(),
    rule('object', 'an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value), { type: 'object', of }),
  );
}

/** A list of such objects. */
export function ListOf(of: () => FieldClass, max = 1000): PropertyDecorator {
  return allOf(Type(of), ValidateNested(), listRule(max, (item) => typeof item === 'object' && item !== null && !Array.isArray(item)));
}

/** A list of texts out of a fixed set. */
export function ListOfTexts(values: readonly string[], max = 1000): PropertyDecorator {
  return listRule(max, (item) => typeof item === 'string' && values.includes(item), values.join(', '));
}

function listRule(max: number, isItem: (item: unknown) => boolean, items = 'objects'): PropertyDecorator {
  return rule('list', `a list of at most ${max}: ${items}`, (value) => Array.isArray(value) && value.length <= max && value.every(isItem));
}

/** An object whose fields another part checks. */
export function Opaque(): PropertyDecorator {
  return allOf(Type(() => Object), rule('object', 'an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value)));
}
