import { validateSync, type ValidationError } from 'class-validator';
import { PayloadInvalidError } from '../errors';
import { isSurelyValid } from './surely-valid';
import { unionsOf, type PayloadClass } from './union';

const RULES = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: true, validationError: { target: false, value: false } } as const;

/** What has passed already: an effect is checked where it is read as a job, and must not be again where it is added. Payloads are never changed. */
const passed = new WeakSet<object>();

/**
 * Checks a payload against the class of its kind and returns it as an instance. Strict: a field that the class does not know is refused.
 * Objects that the class holds as plain ones (a raw update) are taken as they are, neither copied nor looked into: this is the hot path.
 * @throws PayloadInvalidError with the path of the first field that is wrong.
 */
export function checkPayload<T extends object>(kind: string, payloadClass: PayloadClass<T>, value: unknown): T {
  if (value instanceof payloadClass && passed.has(value)) return value;
  const instance = instanceOf(kind, payloadClass, value, 'payload');
  const [first] = isSurelyValid(instance) ? [] : validateSync(instance, RULES);
  if (first !== undefined) {
    const { path, problem } = firstProblem(first);
    throw new PayloadInvalidError(kind, path, problem);
  }
  passed.add(instance);
  return instance;
}

function instanceOf<T extends object>(kind: string, payloadClass: PayloadClass<T>, value: unknown, path: string): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new PayloadInvalidError(kind, path, 'must be an object');
  // An own key of this name, as JSON may hold, would replace the class that the fields are checked against.
  if (Object.hasOwn(value, '__proto__')) throw new PayloadInvalidError(kind, `${path}.__proto__`, 'is not allowed');
  const instance = Object.assign(new payloadClass(), value);
  for (const { property, by, classes } of unionsOf(payloadClass)) {
    const nested: unknown = Reflect.get(instance, property);
    const name: unknown = typeof nested === 'object' && nested !== null ? Reflect.get(nested, by) : undefined;
    const nestedClass = typeof name === 'string' && Object.hasOwn(classes, name) ? classes[name] : undefined;
    if (nestedClass === undefined) throw new PayloadInvalidError(kind, `${property}.${by}`, `must be one of ${Object.keys(classes).join(', ')}`);
    Reflect.set(instance, property, instanceOf(kind, nestedClass, nested, property));
  }
  return instance;
}

function firstProblem(error: ValidationError, parents = ''): { path: string; problem: string } {
  const path = parents === '' ? error.property : `${parents}.${error.property}`;
  const [child] = error.children ?? [];
  if (child !== undefined) return firstProblem(child, path);
  const [rule, problem] = Object.entries(error.constraints ?? {})[0] ?? [];
  return { path, problem: rule === 'whitelistValidation' ? 'is not a field of it' : (problem ?? 'is invalid') };
}
