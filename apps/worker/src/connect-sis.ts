import { codeOf, type Clock, type Logger } from '@ownerbot/runtime';
import { createSisShop, type ShopSettings, type SisShop } from '@ownerbot/shop';
import { appendAudit, type Database } from '@ownerbot/storage';
import { keepCapabilities, keepPing } from './sis-facts';

export interface SisOptions {
  readonly db: Database;
  readonly settings: Readonly<ShopSettings>;
  readonly appEnv: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onAuditLost: () => void;
}

/** The shop over HTTP, each of its requests audited and what it says of itself kept; null where it is not configured. @throws SisConfigError */
export function connectSis({ db, settings, appEnv, clock, log, onAuditLost }: SisOptions): SisShop | null {
  const origin = settings.sisBaseUrl ?? '';
  // What is not kept is merely not known.
  const beside = (kept: Promise<void>) => void kept.catch((error: unknown) => log.debug('sis_facts_not_kept', { code: codeOf(error) }));
  return createSisShop({
    settings,
    appEnv,
    clock,
    onCall: ({ event_type: eventType, occurred_at: at, correlation_id: correlationId, owner_user_id: ownerUserId, shop_id: shopId, fields }) => {
      const isFailure = eventType === 'upstream_call_finished' && fields.error_kind !== null;
      const event = { eventType, severity: isFailure ? ('warning' as const) : ('info' as const), fields: { ...fields }, ownerUserId, shopId };
      // Beside the call, not in its way: the owner does not wait for the record of a request.
      appendAudit(db, { correlationId, at, events: [event] }).catch(onAuditLost);
      if (eventType === 'upstream_call_finished' && fields.path.endsWith('/ping')) beside(keepPing(db, origin, !isFailure, at));
    },
    onCapabilities: (data, holdsMs) => beside(keepCapabilities(db, origin, data, { holdsMs, at: clock.now() })),
  });
}
