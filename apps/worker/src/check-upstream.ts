import type { ShopCheck, UpstreamWatch } from '@ownerbot/notifications';
import { codeOf, type Clock } from '@ownerbot/runtime';
import { effectiveMode, type ShopPort, type ShopSettings } from '@ownerbot/shop';
import { readSettings, type Database } from '@ownerbot/storage';

/** A look must not stand in the way of the next one. */
const LOOK_MS = 30_000;
/** OwnerBot itself asks, for all owners together. */
const NOBODY = '0';

export interface UpstreamCheckOptions {
  readonly db: Database;
  readonly settings: Readonly<ShopSettings>;
  readonly sis: Pick<ShopPort, 'ping'> | null;
  readonly sisDb: Pick<ShopPort, 'ping'> | null;
  readonly clock: Clock;
}

/** Asks the shop of the mode that counts whether it answers; the demo shop lies in our own database, so nobody asks for it. */
export function upstreamCheck({ db, settings, sis, sisDb, clock }: UpstreamCheckOptions): UpstreamWatch['check'] {
  return async () => {
    const { tenant } = await readSettings(db, null);
    const mode = effectiveMode(settings, tenant.upstreamModeOverride);
    const shop = mode === 'DEMO' ? null : mode === 'SIS_DB_RO' ? sisDb : sis;
    if (shop === null) return null;
    const correlationId = `sch-upstream-watch-${Math.floor(clock.now().getTime() / 1_000)}`;
    try {
      await shop.ping({ shopId: tenant.shopId, currency: tenant.currency, timezone: tenant.timezone, actorTelegramId: NOBODY, correlationId, signal: AbortSignal.timeout(LOOK_MS) });
      return { found: { of: 'ping', ok: true }, mode };
    } catch (error) {
      return { found: foundBy(codeOf(error)), mode };
    }
  };
}

/** Whoever answers in another shape answers: that is no matter of a ping. */
function foundBy(code: string): ShopCheck {
  if (code === 'UPSTREAM_AUTH') return { of: 'ping', ok: false, cause: 'auth', error: code };
  return code === 'UPSTREAM_CONTRACT' || code === 'CONFIG_MISMATCH' ? { of: 'ping', ok: true } : { of: 'ping', ok: false, cause: 'unreachable', error: code };
}
