import { userInfo } from 'node:os';
import type { Actor } from '@ownerbot/operations';

/** Who stands in the audit: the name that was given, or the user of the machine. */
export function actorOf({ as }: { readonly as?: string }): Actor {
  return { name: as ?? userInfo().username };
}
