import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { instant } from '../../instants';
import { MAX_WINDOW_DAYS } from '../../local-days';
import { ACTION_ENDPOINTS, READ_ENDPOINTS, type CapabilitiesData } from '../../methods/capabilities';
import type { PingData } from '../../methods/ping';
import { answer, completenessOf, historyFrom, type DemoRead } from './demo-read';

const API_VERSION = '1.0';

function snapshotOf(read: DemoRead, method: string) {
  return {
    sources: ['demo:meta'],
    window: null,
    filters_hash: filtersHash(method, { shop_id: read.call.shopId }),
    counts: null,
    completeness: completenessOf(undefined, read.now),
  };
}

/** The demo shop is always up; nothing is asked of the database. */
export function readPing(read: DemoRead): ShopAnswer<PingData> {
  return answer(read, { service: 'demo', gateway: 'ownerbot', api_version: API_VERSION, time: instant(read.now) }, snapshotOf(read, 'ping'));
}

/** Everything is supported. */
export function readCapabilities(read: DemoRead): ShopAnswer<CapabilitiesData> {
  const { call, now } = read;
  return answer(
    read,
    {
      api_version: API_VERSION,
      shop_id: call.shopId,
      currency: call.currency,
      timezone: call.timezone,
      history_from: historyFrom(now, call.timezone),
      flags: { idempotent_applies: true, enquiry: true, preview_binding: true },
      endpoints: Object.fromEntries([...READ_ENDPOINTS, ...ACTION_ENDPOINTS].map((key) => [key, true])),
      limits: { max_ids: 200, max_window_days: MAX_WINDOW_DAYS, mass_change_limit: 200, anomaly_threshold_pct: '25' },
    },
    snapshotOf(read, 'capabilities'),
  );
}
