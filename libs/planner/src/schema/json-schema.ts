/** The part of JSON schema that strict answers may use. Every object is closed, and lists each of its properties as required. */
export type JsonSchema =
  | { readonly type: 'object'; readonly description?: string; readonly additionalProperties: false; readonly required: readonly string[]; readonly properties: Readonly<Record<string, JsonSchema>> }
  | { readonly type: ScalarType | readonly ScalarType[]; readonly description?: string; readonly enum?: readonly (string | number | null)[] }
  | { readonly type: 'array' | readonly ('array' | 'null')[]; readonly description?: string; readonly items: JsonSchema }
  | { readonly anyOf: readonly JsonSchema[]; readonly description?: string };

export type ScalarType = 'string' | 'number' | 'integer' | 'boolean' | 'null';

/** A closed object in which every property is required. */
export function closed(properties: Readonly<Record<string, JsonSchema>>, description?: string): JsonSchema {
  return { type: 'object', ...(description === undefined ? {} : { description }), additionalProperties: false, required: Object.keys(properties), properties };
}

export const NOTHING: JsonSchema = { type: 'null' };
