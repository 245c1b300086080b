import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import type { FieldProblem } from '../contract/error-details';
import type { FieldsClass } from '../definition/tool-definition';

const UNKNOWN_RULE = 'whitelistValidation';
/** The transformer drops these names silently, but a payload that carries one is not what anybody meant. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

export type CheckedFields<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Reads a plain object as a class of fields. Nothing is coerced, clamped or dropped: what does not fit comes back as a problem. */
export function checkFields<T extends object>(fields: FieldsClass<T>, plain: unknown): CheckedFields<T> {
  if (!isPlainObject(plain)) return { ok: false, problems: [{ path: '', rule: 'object', allowed: 'an object' }] };
  const forbidden = forbiddenKey(plain, '');
  if (forbidden !== null) return { ok: false, problems: [{ path: forbidden, rule: 'unknown', allowed: knownFields(fields) }] };
  // The validator takes a class without rules for a mistake; to us it is a class without fields.
  if (rulesOf(fields).length === 0) return withoutFields(fields, plain);
  const value = plainToInstance(fields, plain, { exposeUnsetFields: false, enableImplicitConversion: false });
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  const problems = errors.flatMap((error) => problemsOf(error, '', fields));
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems };
}

function withoutFields<T extends object>(fields: FieldsClass<T>, plain: object): CheckedFields<T> {
  const problems = Object.keys(plain).map((path) => ({ path, rule: 'unknown', allowed: 'no fields' }));
  return problems.length === 0 ? { ok: true, value: new fields() } : { ok: false, problems };
}

type Rules = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>;
/** A class has its rules once it is made; the validator collects them anew with each call. */
const knownRules = new WeakMap<FieldsClass<object>, Rules>();

function rulesOf(fields: FieldsClass<object>): Rules {
  const rules = knownRules.get(fields) ?? getMetadataStorage().getTargetValidationMetadatas(fields, '', false, false);
  knownRules.set(fields, rules);
  return rules;
}

function problemsOf(error: ValidationError, prefix: string, root: FieldsClass<object>): FieldProblem[] {
  const path = prefix === '' ? error.property : `${prefix}.${error.property}`;
  const children = (error.children ?? []).flatMap((child) => problemsOf(child, path, root));
  const rules = Object.keys(error.constraints ?? {});
  // A nested object that is no object breaks two rules; ours says what is allowed.
  const own = rules.length > 1 ? rules.filter((name) => name !== 'nestedValidation') : rules;
  return [...own.map((name) => problemOf(error, path, name, root)), ...children];
}

function problemOf(error: ValidationError, path: string, name: string, root: FieldsClass<object>): FieldProblem {
  if (name === UNKNOWN_RULE) {
    const owner = error.target === undefined ? root : (error.target.constructor as FieldsClass<object>);
    return { path, rule: 'unknown', allowed: knownFields(owner) };
  }
  const context: unknown = error.contexts?.[name];
  const allowed = typeof context === 'object' && context !== null && 'allowed' in context ? String(context.allowed) : '';
  return { path, rule: name, allowed };
}

function knownFields(fields: FieldsClass<object>): string {
  return [...new Set(rulesOf(fields).map((one) => one.propertyName))].join(', ') || 'no fields';
}

function forbiddenKey(value: unknown, path: string): string | null {
  if (Array.isArray(value)) return value.map((item, index) => forbiddenKey(item, `${path}.${index}`)).find((found) => found !== null) ?? null;
  if (!isPlainObject(value)) return null;
  for (const key of Object.keys(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (FORBIDDEN_KEYS.has(key)) return at;
    const inside = forbiddenKey(value[key], at);
    if (inside !== null) return inside;
  }
  return null;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
