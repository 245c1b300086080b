import { NOTIFY_DEFAULTS } from '@ownerbot/storage';

/**
 * The owner's settings that templates name as `@owner.<field>`, with what holds while the owner has set nothing else: a list of what
 * runs out means the same number as the alert about it.
 */
export const OWNER_DEFAULTS: Readonly<Record<string, unknown>> = NOTIFY_DEFAULTS;

/** What the owner has set, else the default. */
export function ownerSetting(field: string, stored: Readonly<Record<string, unknown>> = {}): unknown {
  return Object.hasOwn(stored, field) ? stored[field] : OWNER_DEFAULTS[field];
}
