import { describeRange } from '../tools/describe-range';
import { NEVER_PLANNED, type FieldDescriptor, type FieldShape } from '../tools/tool-descriptor';
import { closed, NOTHING, type JsonSchema } from './json-schema';

/**
 * The payload of a tool. Every value may be null, required ones too: a model that must give a value invents one, a model that may leave
 * it out lets the owner be asked. Ranges stand in descriptions, because strict schemas have no words for them.
 */
export function payloadSchema(fields: readonly FieldDescriptor[]): JsonSchema {
  return closed(Object.fromEntries(fields.filter(({ name }) => !NEVER_PLANNED.includes(name)).map((field) => [field.name, fieldSchema(field)])));
}

function fieldSchema(field: FieldDescriptor): JsonSchema {
  const told = describeField(field);
  return orNull(field.shape, told === '' ? {} : { description: told });
}

function describeField({ purpose, shape, required, default: standard }: FieldDescriptor): string {
  const usual = required ? 'null if not told' : standard === undefined ? '' : `default ${JSON.stringify(standard)}`;
  return [purpose, shape.type === 'choice' ? '' : describeRange(shape), usual].filter((part) => part !== '').join('; ');
}

function orNull(shape: FieldShape, told: { readonly description?: string }): JsonSchema {
  switch (shape.type) {
    case 'object':
      return { ...told, anyOf: [payloadSchema(shape.fields), NOTHING] };
    case 'list':
      return { type: ['array', 'null'], ...told, items: itemSchema(shape.of) };
    case 'choice':
      return { type: [...typesOf(shape.values), 'null'], ...told, enum: [...shape.values, null] };
    default:
      return { type: [scalarType(shape), 'null'], ...told };
  }
}

function itemSchema(shape: FieldShape): JsonSchema {
  switch (shape.type) {
    case 'object':
      return payloadSchema(shape.fields);
    case 'list':
      return { type: 'array', items: itemSchema(shape.of) };
    case 'choice':
      return { type: typesOf(shape.values), enum: shape.values };
    default:
      return { type: scalarType(shape) };
  }
}

function scalarType({ type }: Exclude<FieldShape, { type: 'object' | 'list' | 'choice' }>): 'integer' | 'boolean' | 'string' {
  return type === 'integer' || type === 'boolean' ? type : 'string';
}

const typesOf = (values: readonly (string | number)[]): readonly ('string' | 'number')[] => [...new Set(values.map((value) => (typeof value === 'number' ? 'number' : 'string')))];
