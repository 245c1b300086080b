import { ACTION_CAPABILITIES, SHOP_ACTION_KINDS } from '../../methods/actions/action-kinds';
import { previewPath } from '../../methods/actions/action-request';
import type { ActionEndpoint } from '../../methods/capabilities';
import type { ShopCall } from '../../shop-port';
import type { SisRequest } from '../calls/create-caller';
import type { Exchange } from '../transport/exchange';
import { buildPath } from '../wire/build-path';
import type { SisParts } from '../methods/sis-parts';

export type ProbeResult = 'supported' | 'unsupported' | 'misconfigured' | 'offline' | 'unknown';

const FX_STATUS = '/ownerbot/v1/actions/fx/status';

/** One question for each capability of actions: FX by its status, the others by an empty preview, which no shop can act upon. */
export function probesOf(call: Pick<ShopCall, 'shopId'>): ReadonlyMap<ActionEndpoint, SisRequest> {
  const probes = new Map<ActionEndpoint, SisRequest>();
  for (const kind of SHOP_ACTION_KINDS) {
    const key = ACTION_CAPABILITIES[kind];
    const path = previewPath(kind);
    if (key === null || key === 'fx' || probes.has(key)) continue;
    probes.set(key, { callClass: 'ping', method: 'POST', template: path, path, body: '{}' });
  }
  return probes.set('fx', { callClass: 'ping', method: 'GET', template: FX_STATUS, path: buildPath(FX_STATUS, {}, { shop_id: call.shopId }), body: null });
}

/** Probes one after the other: a shop that has no capabilities endpoint is not to be hit by ten requests at once. */
export async function probeEndpoints(parts: SisParts, call: ShopCall): Promise<ReadonlyMap<ActionEndpoint, ProbeResult>> {
  const results = new Map<ActionEndpoint, ProbeResult>();
  for (const [key, request] of probesOf(call)) {
    const { exchange } = await parts.ask(request, call);
    results.set(key, resultOf(exchange));
    // Nobody answers: the others would only wait for the same.
    if (exchange.kind === 'silent') break;
  }
  return results;
}

function resultOf(exchange: Exchange): ProbeResult {
  if (exchange.kind === 'silent') return 'offline';
  if (exchange.status === 200 || exchange.status === 422) return 'supported';
  if (exchange.status === 404) return 'unsupported';
  return exchange.status === 401 || exchange.status === 403 ? 'misconfigured' : 'unknown';
}

export function isDefinite(result: ProbeResult): boolean {
  return result === 'supported' || result === 'unsupported';
}
