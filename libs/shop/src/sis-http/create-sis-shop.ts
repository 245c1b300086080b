import type { Clock } from '@ownerbot/runtime';
import { ShopError } from '../errors';
import type { ShopAnswer } from '../envelope';
import { ACTION_CAPABILITIES, type ShopActionKind } from '../methods/actions/action-kinds';
import { NO_DEMO_ONLY_READS } from '../not-offered';
import type { ShopCall, ShopPort } from '../shop-port';
import type { ShopSettings } from '../shop-settings';
import { createCaller } from './calls/create-caller';
import type { CallTiming } from './calls/call-classes';
import type { OnUpstreamCall } from './calls/upstream-audit';
import { createCapabilities, type OnCapabilities } from './capabilities/create-capabilities';
import { applySis } from './methods/apply-sis';
import { checkCurrency } from './methods/check-currency';
import { enquireSis } from './methods/enquire-sis';
import { previewSis } from './methods/preview-sis';
import * as endpoints from './methods/read-endpoints';
import { previewFxSettings, readFx } from './methods/read-fx';
import { readSis } from './methods/read-sis';
import type { SisParts } from './methods/sis-parts';
import { sisOrigin } from './sis-origin';
import { createTransport } from './transport/create-transport';

export interface SisShopOptions {
  readonly settings: CallTiming & Pick<ShopSettings, 'sisBaseUrl' | 'sisApiKey'>;
  readonly appEnv: string;
  readonly clock: Clock;
  /** 0..1, for the jitter of repeats. */
  readonly random?: () => number;
  readonly onCall?: OnUpstreamCall;
  readonly onCapabilities?: OnCapabilities;
  /** Trusted authorities instead of the system's. */
  readonly ca?: string;
}

export interface SisShop {
  readonly shop: ShopPort;
  /** Ends the kept connections. */
  close(): void;
}

/** Actions that neither read nor write a sum. */
const WITHOUT_SUMS: ReadonlySet<ShopActionKind> = new Set(['fx/settings', 'products/publish', 'looks/publish', 'orders/flag', 'coupons/disable']);

function notOffered(kind: ShopActionKind): ShopError {
  return new ShopError('UPSTREAM_NOT_IMPLEMENTED', `SIS does not offer ${kind}`);
}

/**
 * The shop of mode SIS_HTTP: SIS API v1 over one client. Null where the URL or the key is missing. Throws `SIS_BASE_URL_INVALID`;
 * asks nothing by itself.
 */
export function createSisShop({ settings, appEnv, clock, random = Math.random, onCall, onCapabilities, ca }: SisShopOptions): SisShop | null {
  const { sisBaseUrl, sisApiKey } = settings;
  if (sisBaseUrl === undefined || sisApiKey === undefined) return null;
  const transport = createTransport({ origin: sisOrigin(sisBaseUrl, appEnv), ...(ca === undefined ? {} : { ca }) });
  const ask = createCaller({ send: transport.send, apiKey: sisApiKey, timing: settings, clock, random, ...(onCall === undefined ? {} : { onCall }) });
  const parts: SisParts = { ask, clock, hide: (text) => text.replaceAll(sisApiKey, '•••') };
  const capabilities = createCapabilities(parts, onCapabilities);

  /** Sums are asked for only where the currencies agree, and shown only when the answer's own does. */
  const money =
    <Q, T extends object>(endpoint: endpoints.ReadEndpoint<Q, T>) =>
    async (query: Q, call: ShopCall): Promise<ShopAnswer<T>> => {
      await capabilities.guardMoney(call);
      const answer = await readSis(parts, endpoint, query, call);
      checkCurrency(endpoint.currencies(answer.data), call);
      return answer;
    };

  const shop: ShopPort = {
    ...NO_DEMO_ONLY_READS,
    mode: 'SIS_HTTP',
    ping: (call) => readSis(parts, endpoints.PING, null, call),
    capabilities: (call) => capabilities.read(call),
    kpiSummary: money(endpoints.KPI_SUMMARY),
    revenueTrend: money(endpoints.REVENUE_TREND),
    ordersSearch: money(endpoints.ORDERS_SEARCH),
    orderDetail: money(endpoints.ORDER_DETAIL),
    productsTop: money(endpoints.PRODUCTS_TOP),
    inventory: money(endpoints.INVENTORY),
    coupons: money(endpoints.COUPONS),
    salesHistory: (query, call) => readSis(parts, endpoints.SALES_HISTORY, query, call),
    chatsUnanswered: (query, call) => readSis(parts, endpoints.CHATS_UNANSWERED, query, call),
    chatsQueue: (call) => readSis(parts, endpoints.CHATS_QUEUE, null, call),
    fxStatus: async (call) => {
      await capabilities.guardMoney(call);
      const answer = await readFx(parts, call);
      checkCurrency([answer.data.shop_currency], call);
      return answer;
    },
    previewAction: async (kind, body, call) => {
      if (ACTION_CAPABILITIES[kind] === null) throw notOffered(kind);
      if (!WITHOUT_SUMS.has(kind)) await capabilities.guardMoney(call);
      return kind === 'fx/settings' ? previewFxSettings(parts, body as { updates: object }, call) : previewSis(parts, kind, body, call);
    },
    applyAction: async (kind, body, key, call) =>
      ACTION_CAPABILITIES[kind] === null
        ? { outcome: 'refused', error: notOffered(kind), httpStatus: null }
        : applySis(parts, { kind, body, key }, call),
    operation: (key, call) => enquireSis(parts, key, call),
    applyWithin: null,
  };
  return { shop, close: () => transport.close() };
}
