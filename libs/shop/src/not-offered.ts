import { ShopError } from './errors';
import type { DemoOnlyReads, ShopActions } from './shop-port';

function refused(method: string): () => Promise<never> {
  return () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', `this shop does not offer ${method}`));
}

/** The reads that only the demo shop has, for every other shop. */
export const NO_DEMO_ONLY_READS: DemoOnlyReads = {
  funnel: refused('a funnel'),
  refundRates: refused('refund rates'),
  trustSignals: refused('trust signals'),
  campaigns: refused('campaigns'),
};

/** The actions of a shop that can only be read. */
export const NO_ACTIONS: ShopActions = {
  previewAction: refused('actions'),
  applyAction: refused('actions'),
  operation: refused('actions'),
  applyWithin: null,
};
