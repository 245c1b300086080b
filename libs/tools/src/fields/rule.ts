import { ValidateBy, ValidateIf } from 'class-validator';
import type { FieldForm } from './field-form';

/**
 * A field rule with a name and with what it allows; both come back in `details.fields` of a refusal. `form` says the same for programs, of
 * the value alone: whoever describes a payload reads it there.
 */
export function rule(name: string, allowed: string, isAllowed: (value: unknown, owner: object) => boolean, form?: FieldForm): PropertyDecorator {
  return ValidateBy(
    { name, validator: { validate: (value, args) => isAllowed(value, args?.object ?? {}), defaultMessage: () => allowed } },
    { context: form === undefined ? { allowed } : { allowed, form } },
  );
}

export function allOf(...decorators: readonly PropertyDecorator[]): PropertyDecorator {
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}

/** The field may be left out; null is not the same and is refused. */
export function Optional(): PropertyDecorator {
  return (target, property) => ValidateIf((owner: Record<string | symbol, unknown>) => owner[property] !== undefined)(target, property);
}

/** The field may be null; it may not be left out. */
export function Nullable(): PropertyDecorator {
  return (target, property) => ValidateIf((owner: Record<string | symbol, unknown>) => owner[property] !== null)(target, property);
}

/** The field is refused when one of the others is given. */
export function NotWith(...others: readonly string[]): PropertyDecorator {
  return rule('not_with', `not together with ${others.join(', ')}`, (_value, owner) =>
    others.every((other) => (owner as Record<string, unknown>)[other] === undefined),
  );
}
