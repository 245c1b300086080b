import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { ShopError, type RefusedField } from '../errors';

export type AnswerRead<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly differences: readonly RefusedField[] };

/**
 * Reads the `data` of an answer as the class of its method. Fields that the class does not know are left out (v1 grows by additions);
 * a missing field or one of another form is a difference with its path.
 */
export function readAnswer<T extends object>(answerClass: new () => T, data: unknown): AnswerRead<T> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return { ok: false, differences: [{ path: 'data', rule: 'object', allowed: 'an object', found: kindOf(data) }] };
  }
  const value = plainToInstance(answerClass, data, { exposeUnsetFields: false, enableImplicitConversion: false });
  const differences = validateSync(value, { whitelist: true, forbidUnknownValues: true }).flatMap((error) => differencesOf(error, ''));
  return differences.length === 0 ? { ok: true, data: value } : { ok: false, differences };
}

/** The same for a caller that has no use for a broken answer: throws `UPSTREAM_CONTRACT` with the first differences. */
export function expectAnswer<T extends object>(answerClass: new () => T, data: unknown): T {
  const read = readAnswer(answerClass, data);
  if (read.ok) return read.data;
  const fields = read.differences.slice(0, 5);
  throw new ShopError('UPSTREAM_CONTRACT', `the answer breaks the contract: ${fields.map((one) => one.path).join(', ')}`, { fields });
}

function differencesOf(error: ValidationError, prefix: string): RefusedField[] {
  const path = prefix === '' ? error.property : `${prefix}.${error.property}`;
  const children = (error.children ?? []).flatMap((child) => differencesOf(child, path));
  const names = Object.keys(error.constraints ?? {});
  // A part that is no object breaks two rules; ours says what is allowed.
  const own = names.length > 1 ? names.filter((name) => name !== 'nestedValidation') : names;
  return [...own.map((name) => ({ path, rule: name, allowed: allowedOf(error, name), found: kindOf(error.value) })), ...children];
}

function allowedOf(error: ValidationError, name: string): string {
  const context: unknown = error.contexts?.[name];
  return typeof context === 'object' && context !== null && 'allowed' in context ? String(context.allowed) : '';
}

/** What a value is, never the value: it may be a customer's. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
}
