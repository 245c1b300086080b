import { badRequest } from '../errors';
import type { Params } from './params';

/** `allowed_updates`: undefined keeps what was said before, an empty list is Telegram's default. */
export function readAllowedUpdates(params: Params): string[] | undefined {
  const value = params.json('allowed_updates', "can't parse allowed updates JSON object");
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw badRequest('expected an Array of String as allowed updates');
  return value.filter((kind): kind is string => typeof kind === 'string');
}
