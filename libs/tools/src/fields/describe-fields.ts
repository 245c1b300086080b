import { getMetadataStorage } from 'class-validator';
import type { FieldForm } from './field-form';

/** A field of a payload class, read from its rules. */
export interface DescribedField {
  readonly name: string;
  /** It may be left out though nothing counts then: by its rule, or because it depends on another field. */
  readonly isOptional: boolean;
  /** What counts where it is left out; absent: nothing does. */
  readonly default?: unknown;
  readonly form: FieldForm;
}

/**
 * The fields of a payload class as its rules tell them. Rules between fields are not told: the class itself knows them.
 * @throws TypeError for a field without a form: whoever adds a rule of its own says its form too
 */
export function describeFields(fields: new () => object): DescribedField[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(fields, '', false, false);
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))];
  const usual: Readonly<Record<string, unknown>> = { ...new fields() };
  return names.map((name): DescribedField => {
    const own = rules.filter(({ propertyName }) => propertyName === name);
    const form = own.map(({ context }) => formOf(context)).find((one) => one !== null) ?? null;
    if (form === null) throw new TypeError(`${fields.name}.${name} has no rule with a form`);
    const standard = usual[name];
    // Without a condition of its own a field is looked at even where it is absent: then it is refused, unless its rule takes that too.
    const isOptional = own.some(({ type }) => type === 'conditionalValidation') || acceptsNothing(own, usual);
    return { name, isOptional, form, ...(standard === undefined ? {} : { default: standard }) };
  });
}

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** Whether some neighbours let it be absent: a rule that depends on them says yes to nothing for at least the defaults. */
function acceptsNothing(rules: readonly Rule[], owner: object): boolean {
  return rules.every(({ constraints, constraintCls }) => {
    const [found] = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
    return found === undefined || found.instance.validate(undefined, { value: undefined, constraints: constraints ?? [], targetName: '', object: owner, property: '' }) === true;
  });
}

function formOf(context: unknown): FieldForm | null {
  return typeof context === 'object' && context !== null && 'form' in context ? (context.form as FieldForm) : null;
}
