import { refuse } from '../../errors';

export type QueryValue = string | number | boolean | readonly (string | number)[] | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

/**
 * A path of the contract with its parameters encoded. Absent values are left out, lists are joined by commas.
 * A parameter that URLs treat as a step up or down the path is refused, encoded or not: another endpoint would be asked.
 */
export function buildPath(template: string, params: Readonly<Record<string, string>> = {}, query: Query = {}): string {
  const path = template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = params[name] ?? '';
    if (value === '' || value === '.' || value === '..') throw refuse(name, 'path', 'the name of an entity');
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}
