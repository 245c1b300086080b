import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { instant } from '../../instants';
import { MAX_WINDOW_DAYS } from '../../check-window';
import { addDays, dayOf } from '../../local-days';
import type { ActionEndpoint, CapabilitiesData } from '../../methods/capabilities';
import type { ShopCall } from '../../shop-port';
import { CAPABILITIES } from '../methods/read-endpoints';
import { isDefinite, type ProbeResult } from './probe-endpoints';

/**
 * What is known of a shop without a capabilities endpoint: no promise holds, and of its endpoints only definite findings are told. What
 * nobody can know is as the contract has it at most; the history as long as one question may reach.
 */
export function probedCapabilities(results: ReadonlyMap<ActionEndpoint, ProbeResult>, call: ShopCall, now: Date): ShopAnswer<CapabilitiesData> {
  const endpoints = Object.fromEntries([...results].filter(([, result]) => isDefinite(result)).map(([key, result]) => [key, result === 'supported']));
  return {
    data: {
      api_version: 'unknown',
      shop_id: call.shopId,
      currency: call.currency,
      timezone: call.timezone,
      history_from: addDays(dayOf(now, call.timezone), 1 - MAX_WINDOW_DAYS),
      flags: { idempotent_applies: false, enquiry: false, preview_binding: false },
      endpoints,
      limits: { max_ids: 200, max_window_days: MAX_WINDOW_DAYS, mass_change_limit: 200, anomaly_threshold_pct: '25' },
    },
    as_of: instant(now),
    warnings: [],
    provenance: {
      sources: [`sis:${CAPABILITIES.template}`],
      window: null,
      filters_hash: filtersHash('capabilities', { shop_id: call.shopId }),
      counts: null,
      completeness: { status: 'complete', missing_days: [], in_progress_day: null },
    },
  };
}
