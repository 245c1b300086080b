import type { ShopCheck, UpstreamWatch } from '@ownerbot/notifications';
import { codeOf, type Clock } from '@ownerbot/runtime';
import { effectiveMode, type DatabaseCheck, type ShopPort, type ShopSettings } from '@ownerbot/shop';
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
  /** What was last seen of the rights and views of the database of SIS. */
  readonly sisDbCheck?: () => DatabaseCheck | null;
  readonly clock: Clock;
}

/** Asks the shop of the mode that counts whether it answers; the demo shop lies in our own database, so nobody asks for it. */
export function upstreamCheck({ db, settings, sis, sisDb, sisDbCheck = () => null, clock }: UpstreamCheckOptions): UpstreamWatch['check'] {
  let toldAt: string | null = null;
  return async () => {
    const { tenant } = await readSettings(db, null);
    const mode = effectiveMode(settings, tenant.upstreamModeOverride);
    const shop = mode === 'DEMO' ? null : mode === 'SIS_DB_RO' ? sisDb : sis;
    if (shop === null) return null;
    const views = mode === 'SIS_DB_RO' ? sisDbCheck() : null;
    // Each look at the views is told once, in the place of a ping: both are checks, and a watch takes one at a time.
    if (views !== null && views.writing.length === 0 && views.checked_at !== toldAt) {
      toldAt = views.checked_at;
      return { found: foundByViews(views), mode };
    }
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

function foundByViews({ drift }: DatabaseCheck): ShopCheck {
  return drift.length === 0 ? { of: 'contract', ok: true } : { of: 'contract', ok: false, cause: 'contract', error: 'SIS_DB_DRIFT' };
}
