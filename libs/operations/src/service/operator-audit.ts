import type { NewAuditEvent } from '@ownerbot/storage';
import type { Actor } from '../operations';

/** The audit row of what an operator did: the same whatever the way. */
export function operatorAudit(actor: Actor, action: string, fields: Readonly<Record<string, unknown>>, severity: 'info' | 'warning' | 'error' = 'info'): NewAuditEvent {
  return { eventType: 'operator_action', severity, fields: { actor: actor.name.slice(0, 100), action, ...fields } };
}
