import { getMetadataStorage, type ValidationArguments, ValidationTypes } from 'class-validator';

/** What one field must pass; a rule of a kind that is not known here makes its class none that can be judged quickly. */
interface Field {
  readonly name: string;
  /** All must hold, or the other rules do not count. */
  readonly conditions: readonly ((object: object, value: unknown) => boolean)[];
  readonly rules: readonly ((value: unknown, args: ValidationArguments) => unknown)[];
  readonly constraints: readonly unknown[][];
  readonly isNested: boolean;
}

type Fields = ReadonlyMap<string, Field>;

const known = new WeakMap<object, Fields | null>();

/**
 * Whether an instance certainly keeps the rules of its class: the same rules with the same validators, looked up once for each class.
 * class-validator looks them up with every call, which on the hot path costs more than the rules. `false` means nothing: ask it then,
 * it also knows how to say what is wrong.
 */
export function isSurelyValid(instance: object): boolean {
  // Not `instance.constructor`: a payload may hold a field of that name.
  const fields = fieldsOf((Object.getPrototypeOf(instance) as object).constructor);
  if (fields === null) return false;
  for (const name of Object.keys(instance)) if (!fields.has(name)) return false;
  for (const field of fields.values()) if (!keeps(instance, field)) return false;
  return true;
}

function keeps(object: object, field: Field): boolean {
  const value: unknown = Reflect.get(object, field.name);
  if (!field.conditions.every((condition) => condition(object, value))) return true;
  const { rules, constraints, name } = field;
  for (const [index, rule] of rules.entries()) {
    if (rule(value, { value, object, property: name, targetName: '', constraints: constraints[index] ?? [] }) !== true) return false;
  }
  return !field.isNested || (typeof value === 'object' && value !== null && !Array.isArray(value) && isSurelyValid(value));
}

function fieldsOf(target: object): Fields | null {
  const found = known.get(target);
  if (found !== undefined) return found;
  const fields = typeof target === 'function' ? readFields(target) : null;
  known.set(target, fields);
  return fields;
}

function readFields(target: NonNullable<unknown>): Fields | null {
  const storage = getMetadataStorage();
  const all = storage.getTargetValidationMetadatas(target as never, '', false, false);
  if (all.length === 0) return null;
  const fields = new Map<string, Field>();
  for (const [name, rules] of Object.entries(storage.groupByPropertyName(all))) {
    const of = (type: string) => rules.filter((rule) => rule.type === type);
    const [conditional, custom, nested] = [of(ValidationTypes.CONDITIONAL_VALIDATION), of(ValidationTypes.CUSTOM_VALIDATION), of(ValidationTypes.NESTED_VALIDATION)];
    if (conditional.length + custom.length + nested.length < rules.length || rules.some((rule) => rule.each || rule.validateIf !== undefined)) return null;
    const validators = custom.map((rule) => storage.getTargetValidatorConstraints(rule.constraintCls));
    if (validators.some((ones) => ones.length !== 1 || ones[0]?.async === true)) return null;
    fields.set(name, {
      name,
      conditions: conditional.map((rule) => rule.constraints[0] as Field['conditions'][number]),
      rules: validators.map(([one]) => (value, args) => one?.instance.validate(value, args)),
      constraints: custom.map((rule) => rule.constraints ?? []),
      isNested: nested.length > 0,
    });
  }
  return fields;
}
