import { checkFields, type FieldsClass } from '@ownerbot/tools';
import { NotifyStateError } from '../errors';

/** What is stored, or about to be, as a state of its class. @throws NotifyStateError naming the first field that does not fit */
export function readState<State extends object>(fields: FieldsClass<State>, stored: unknown): State {
  const checked = checkFields(fields, stored);
  if (checked.ok) return checked.value;
  throw new NotifyStateError(fields.name, checked.problems[0]?.path ?? '');
}
