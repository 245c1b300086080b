import { ToolError } from '@ownerbot/tools';

/** Fields that narrow the whole set, and count as one scope together with `scope_all: true`. */
export type Narrowing = 'status_from' | 'is_active_from';

/**
 * Refuses a payload that names no scope, or more than one, with the names of those it may choose from. Nothing is widened: a
 * narrowing without `scope_all`, or `scope_all` without the narrowing that the tool wants beside it, is no scope.
 */
export function oneScope(payload: object, selectors: readonly string[], narrowing?: Narrowing): void {
  const isGiven = (name: string): boolean => (payload as Record<string, unknown>)[name] !== undefined;
  const pair = narrowing === undefined ? [] : [narrowing, 'scope_all'].filter(isGiven);
  const named = selectors.filter(isGiven).length + (pair.length > 0 ? 1 : 0);
  if (named === 1 && pair.length !== 1) return;
  const choices = narrowing === undefined ? selectors : [...selectors, `${narrowing} with scope_all`];
  throw new ToolError('SCOPE_REQUIRED', `${named} scopes are named, one is needed`, {
    fields: [{ path: 'scope', rule: 'exactly_one', allowed: choices.join(', ') }],
  });
}
