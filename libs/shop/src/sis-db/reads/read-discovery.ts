import { MAX_WINDOW_DAYS } from '../../check-window';
import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { instant } from '../../instants';
import { ACTION_ENDPOINTS, READ_ENDPOINTS, type CapabilitiesData } from '../../methods/capabilities';
import type { PingData } from '../../methods/ping';
import { ACTION_LIMITS } from '../../rules/action-context';
import { DEFAULT_ANOMALY_PCT } from '../../rules/prices/price-fields';
import { answerOf } from '../../rules/reads/read-at';
import type { ContractRow } from '../contract/read-contract';
import { isProvidedKey } from '../contract/views';
import type { SisDbRead } from './sis-db-read';

const versionOf = ({ major, minor }: ContractRow): string => `${major}.${minor}`;

export function pingAnswer(read: SisDbRead, contract: ContractRow): ShopAnswer<PingData> {
  const data = { service: 'sis-db', gateway: 'ownerbot', api_version: versionOf(contract), time: instant(read.now) };
  return answerOf(read, data, { sources: [], filters_hash: filtersHash('ping', { shop_id: read.call.shopId }) });
}

/** Reads as the contract row provides them; nothing can be changed. The rate can be read, not applied. */
export function capabilitiesAnswer(read: SisDbRead, contract: ContractRow): ShopAnswer<CapabilitiesData> {
  const endpoints = [...READ_ENDPOINTS, ...ACTION_ENDPOINTS].map((key) => [key, isProvidedKey(key) && contract.provides.includes(key)]);
  const data: CapabilitiesData = {
    api_version: versionOf(contract),
    shop_id: read.call.shopId,
    currency: contract.currency,
    timezone: contract.timezone,
    history_from: contract.history_from,
    flags: { idempotent_applies: false, enquiry: false, preview_binding: false },
    endpoints: Object.fromEntries(endpoints),
    limits: { max_ids: 200, max_window_days: MAX_WINDOW_DAYS, mass_change_limit: ACTION_LIMITS.massChangeLimit, anomaly_threshold_pct: DEFAULT_ANOMALY_PCT },
  };
  return answerOf(read, data, { sources: [], filters_hash: filtersHash('capabilities', { shop_id: read.call.shopId }) });
}
