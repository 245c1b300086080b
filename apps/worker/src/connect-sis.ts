import type { Clock } from '@ownerbot/runtime';
import { createSisShop, type ShopSettings, type SisShop } from '@ownerbot/shop';
import { appendAudit, type Database } from '@ownerbot/storage';

export interface SisOptions {
  readonly db: Database;
  readonly settings: Readonly<ShopSettings>;
  readonly appEnv: string;
  readonly clock: Clock;
  readonly onAuditLost: () => void;
}

/** The shop over HTTP, each of its requests audited; null where it is not configured. @throws SisConfigError */
export function connectSis({ db, settings, appEnv, clock, onAuditLost }: SisOptions): SisShop | null {
  return createSisShop({
    settings,
    appEnv,
    clock,
    onCall: ({ event_type: eventType, occurred_at: at, correlation_id: correlationId, owner_user_id: ownerUserId, shop_id: shopId, fields }) => {
      const isFailure = eventType === 'upstream_call_finished' && fields.error_kind !== null;
      const event = { eventType, severity: isFailure ? ('warning' as const) : ('info' as const), fields: { ...fields }, ownerUserId, shopId };
      // Beside the call, not in its way: the owner does not wait for the record of a request.
      appendAudit(db, { correlationId, at, events: [event] }).catch(onAuditLost);
    },
  });
}
