import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { instant } from '../../instants';
import { MAX_WINDOW_DAYS } from '../../check-window';
import { ACTION_ENDPOINTS, READ_ENDPOINTS, type CapabilitiesData } from '../../methods/capabilities';
import type { PingData } from '../../methods/ping';
import { ACTION_LIMITS } from '../../rules/action-context';
import { DEFAULT_ANOMALY_PCT } from '../../rules/prices/price-fields';
import { answerOf, historyFrom, type Origin } from '../../rules/reads/read-at';
import type { DemoRead } from './demo-read';

const API_VERSION = '1.0';

function snapshotOf(read: DemoRead, method: string): Origin {
  return { sources: ['meta'], filters_hash: filtersHash(method, { shop_id: read.call.shopId }) };
}

/** The demo shop is always up; nothing is asked of the database. */
export function readPing(read: DemoRead): ShopAnswer<PingData> {
  return answerOf(read, { service: 'demo', gateway: 'ownerbot', api_version: API_VERSION, time: instant(read.now) }, snapshotOf(read, 'ping'));
}

/** Everything is supported. */
export function readCapabilities(read: DemoRead): ShopAnswer<CapabilitiesData> {
  const { call } = read;
  return answerOf(
    read,
    {
      api_version: API_VERSION,
      shop_id: call.shopId,
      currency: call.currency,
      timezone: call.timezone,
      history_from: historyFrom(read, call.timezone),
      flags: { idempotent_applies: true, enquiry: true, preview_binding: true },
      endpoints: Object.fromEntries([...READ_ENDPOINTS, ...ACTION_ENDPOINTS].map((key) => [key, true])),
      limits: {
        max_ids: 200,
        max_window_days: MAX_WINDOW_DAYS,
        mass_change_limit: ACTION_LIMITS.massChangeLimit,
        anomaly_threshold_pct: DEFAULT_ANOMALY_PCT,
      },
    },
    snapshotOf(read, 'capabilities'),
  );
}
