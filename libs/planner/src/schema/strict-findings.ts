import type { JsonSchema } from './json-schema';

/** The limits of the service for strict schemas, and our own for their size: the schema is paid for with every request. */
export const SCHEMA_LIMITS = { properties: 5_000, depth: 10, enumValues: 1_000, nameChars: 120_000, bytes: 64 * 1024 } as const;

const KEYWORDS = new Set(['type', 'enum', 'anyOf', 'items', 'description', 'properties', 'required', 'additionalProperties']);

/** What the service would refuse in a schema, one line each. */
export function strictFindings(schema: JsonSchema): string[] {
  const size = { properties: 0, depth: 0, enumValues: 0, nameChars: 0 };
  const findings: string[] = [];
  const visit = (node: JsonSchema, at: string, depth: number): void => {
    size.depth = Math.max(size.depth, depth);
    for (const key of Object.keys(node)) if (!KEYWORDS.has(key)) findings.push(`${at}: ${key} is not allowed`);
    if ('anyOf' in node) {
      if (at === '$') findings.push('$: anyOf is not allowed at the root');
      node.anyOf.forEach((one, index) => visit(one, `${at}.anyOf[${index}]`, depth));
    } else if ('properties' in node) {
      const names = Object.keys(node.properties);
      if ((node.additionalProperties as unknown) !== false) findings.push(`${at}: the object is open`);
      if (names.length !== node.required.length || names.some((name) => !node.required.includes(name))) findings.push(`${at}: every property must be required`);
      size.properties += names.length;
      size.nameChars += names.join('').length;
      for (const [name, one] of Object.entries(node.properties)) visit(one, `${at}.${name}`, depth + 1);
    } else if ('items' in node) visit(node.items, `${at}[]`, depth + 1);
    else if (node.enum !== undefined) {
      if (node.enum.length === 0) findings.push(`${at}: the enum is empty`);
      size.enumValues += node.enum.length;
      size.nameChars += node.enum.join('').length;
    } else if ((node.type as unknown) === 'object') findings.push(`${at}: an object must name its properties`);
  };
  visit(schema, '$', 1);
  if (!('properties' in schema)) findings.push('$: the root must be an object');
  const bytes = Buffer.byteLength(JSON.stringify(schema));
  const measured = { ...size, bytes };
  for (const key of Object.keys(SCHEMA_LIMITS) as (keyof typeof SCHEMA_LIMITS)[]) if (measured[key] > SCHEMA_LIMITS[key]) findings.push(`$: ${key} ${measured[key]}, at most ${SCHEMA_LIMITS[key]}`);
  return findings;
}
