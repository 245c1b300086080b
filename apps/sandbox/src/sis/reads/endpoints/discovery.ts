import { instant, MAX_WINDOW_DAYS, type CapabilitiesData, type PingData } from '@ownerbot/shop';
import type { ReadEndpoint } from '../read-endpoint';
import { historyFrom } from '../windows';

const API_VERSION = '1.0';

export const ping: ReadEndpoint = {
  capability: null,
  read({ now, filtersHash }) {
    const data: PingData = { service: 'sis', gateway: 'ownerbot', api_version: API_VERSION, time: instant(now) };
    return { data, sources: ['sis'], filtersHash, asOf: now };
  },
};

export const capabilities: ReadEndpoint = {
  capability: null,
  read({ sim, now, reader, currency, filtersHash }) {
    const { settings } = sim.store.state();
    const data: CapabilitiesData = {
      api_version: API_VERSION,
      shop_id: reader.integer('shop_id', { min: 1, max: Number.MAX_SAFE_INTEGER }) ?? 1,
      currency,
      timezone: sim.timezone,
      history_from: historyFrom(sim, now, sim.timezone),
      flags: {
        idempotent_applies: !sim.faults.holds('no_idempotency'),
        enquiry: !sim.faults.holds('no_enquiry'),
        preview_binding: !sim.faults.holds('no_binding'),
      },
      endpoints: settings.capabilities,
      limits: { max_ids: 200, max_window_days: MAX_WINDOW_DAYS, mass_change_limit: settings.mass_change_limit, anomaly_threshold_pct: '25' },
    };
    return { data, sources: ['sis:settings'], filtersHash, asOf: now };
  },
};
