import { ToolError } from '@ownerbot/tools';

/** Refuses a payload that names no scope, or more than one, with the names of those it may choose from. Nothing is widened. */
export function oneScope(payload: object, selectors: readonly string[]): void {
  const named = selectors.filter((name) => (payload as Record<string, unknown>)[name] !== undefined);
  if (named.length === 1) return;
  throw new ToolError('SCOPE_REQUIRED', `${named.length} scopes are named, one is needed`, {
    fields: [{ path: 'scope', rule: 'exactly_one', allowed: selectors.join(', ') }],
  });
}
