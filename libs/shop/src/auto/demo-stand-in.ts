import type { ShopError } from '../errors';
import type { ShopActions, ShopPort } from '../shop-port';

/** The demo shop in place of SIS while that is down: it answers reads, marked by its mode, and lets nothing be changed. */
export function demoStandIn(demo: ShopPort, why: ShopError): ShopPort {
  const actions: ShopActions = {
    previewAction: () => Promise.reject(why),
    applyAction: () =>
      Promise.resolve({ outcome: 'not_executed', wasSent: false, retryAfterMs: null, errorKind: why.facts.failure ?? 'down', httpStatus: null }),
    operation: () => Promise.reject(why),
    applyWithin: null,
  };
  return { ...demo, ...actions };
}
