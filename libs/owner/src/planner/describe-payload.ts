import type { FieldDescriptor, GroundKind, JsonValue } from '@ownerbot/planner';
import { describeFields, Period, type DescribedField, type FieldForm } from '@ownerbot/tools';
import { FIELD_GROUNDS, FIELD_PURPOSES, LEFT_OUT, SIGNED } from './field-notes';

type Shape = FieldDescriptor['shape'];

/** The fields of a payload class as a language model is told them: made from the class's own rules; only what a value means is said by hand. */
export function describePayload(payload: new () => object): FieldDescriptor[] {
  return describeFields(payload).flatMap((field) => (isLeftOut(field) ? [] : [descriptorOf(field)]));
}

/** Places in lists, moments that nobody says so, and what belongs to buttons alone. */
function isLeftOut({ name, form }: DescribedField): boolean {
  return LEFT_OUT.has(name) || (form.type === 'text' && (form.means === 'cursor' || form.means === 'instant'));
}

function descriptorOf({ name, isOptional, default: standard, form }: DescribedField): FieldDescriptor {
  return {
    name,
    purpose: FIELD_PURPOSES[name] ?? '',
    required: !isOptional && standard === undefined,
    ...(standard === undefined ? {} : { default: standard as JsonValue }),
    shape: shapeOf(form),
    grounds: Object.hasOwn(FIELD_GROUNDS, name) ? (FIELD_GROUNDS[name] ?? null) : groundsOf(form),
    ...(SIGNED.has(name) ? { isSigned: true } : {}),
  };
}

function shapeOf(form: FieldForm): Shape {
  switch (form.type) {
    case 'object':
      return { type: 'object', fields: describePayload(form.of()) };
    case 'list':
      return { type: 'list', of: shapeOf(form.of), min: form.min, max: form.max };
    case 'text':
      return { type: 'text', min: form.min, max: form.max };
    case 'boolean':
      return { type: 'boolean' };
    default:
      return form;
  }
}

/** What a value is that has this form, where its name says nothing else. */
function groundsOf(form: FieldForm): GroundKind | null {
  switch (form.type) {
    case 'integer':
      return 'number';
    case 'decimal':
      return 'amount';
    case 'day':
      return 'date';
    case 'list':
      return form.of.type === 'integer' ? 'id' : groundsOf(form.of);
    case 'object':
      return form.of() === Period ? 'period' : null;
    case 'text':
      return form.means === 'order_id' ? 'order_id' : form.means === 'code' ? 'code' : form.means === 'zone' || form.means === 'currency' ? 'name' : 'message';
    case 'boolean':
    case 'choice':
      return null;
  }
}
