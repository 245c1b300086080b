import type { Answers } from '@ownerbot/conversation';
import { daysOfPeriod, isPeriod } from '../parsers/time/period';
import { NEVER } from '../parsers/time/duration';
import { isObject } from './read-fields';
import type { InputStep, TemplateFile } from './template-file';
import { isToken, resolveToken, type TokenContext } from './tokens';

export type Payload = Readonly<Record<string, unknown>>;

/** The complete payload: the base with its tokens resolved, and the answers in their places. Pure. */
export function composePayload({ payload, inputs }: Pick<TemplateFile, 'payload' | 'inputs'>, answers: Answers, context: TokenContext): Payload {
  const named = new Map(inputs.flatMap((input, at) => (answers.has(at) ? [[input.key, answers.get(at)] as const] : [])));
  const composed = resolved(payload, context, named);
  const target: Record<string, unknown> = isObject(composed) ? composed : {};
  inputs.forEach((input, at) => {
    if (answers.has(at)) for (const [path, value] of placesOf(input, answers.get(at), context)) put(target, path.split('.'), value);
  });
  return target;
}

/** Where the value of a step goes: most stand under their key, a composite one is spread. */
function placesOf({ key, bind }: InputStep, value: unknown, context: TokenContext): (readonly [path: string, value: unknown])[] {
  if (bind === 'payload') return [[key, value]];
  if (bind === 'none') return [];
  const parts = isPeriod(value) ? { ...daysOfPeriod(value, context) } : value === NEVER ? { never: true } : { value };
  return Object.entries(bind).flatMap(([part, path]) => {
    const found: unknown = Object.entries(parts).find(([name]) => name === part)?.[1];
    return found === undefined ? [] : [[path, found] as const];
  });
}

/** All paths that a step may fill. */
export function pathsOf({ key, bind }: Pick<InputStep, 'key' | 'bind'>): readonly string[] {
  return bind === 'payload' ? [key] : bind === 'none' ? [] : Object.values(bind);
}

function resolved(value: unknown, context: TokenContext, named: ReadonlyMap<string, unknown>): unknown {
  if (isToken(value)) return resolveToken(value, context, named);
  if (Array.isArray(value)) return value.map((one) => resolved(one, context, named));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      const inner = resolved(one, context, named);
      return inner === undefined ? [] : [[key, inner]];
    }),
  );
}

function put(target: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner = target[first];
  const next: Record<string, unknown> = isObject(inner) ? inner : {};
  target[first] = next;
  put(next, rest, value);
}
