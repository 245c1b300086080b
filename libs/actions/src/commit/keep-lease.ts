import { messageOf, type Logger } from '@ownerbot/runtime';
import { renewLease } from '@ownerbot/storage';
import type { ActionParts } from '../parts';
import { LeaseLostError } from '../errors';
import { LEASE_MS, LEASE_RENEW_MS } from './schedule';

export interface KeptLease {
  /** Fires with a LeaseLostError when the lease is somebody else's. */
  readonly signal: AbortSignal;
  stop(): Promise<void>;
}

/** Renews a lease every 15 s for as long as a run works. A renewal that fails is tried again by the next one. */
export function keepLease({ db, clock }: Pick<ActionParts, 'db' | 'clock'>, lease: { proposalId: string; owner: string }, log: Logger, everyMs = LEASE_RENEW_MS): KeptLease {
  const lost = new AbortController();
  let renewing = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renew();
  }, everyMs);

  async function renew(): Promise<void> {
    try {
      const held = await renewLease(db, { ...lease, until: new Date(clock.now().getTime() + LEASE_MS) });
      if (!held) lost.abort(new LeaseLostError(lease.proposalId));
    } catch (error) {
      log.warn('lease_not_renewed', { proposalId: lease.proposalId, error: messageOf(error) });
    }
  }

  return {
    signal: lost.signal,
    async stop() {
      clearInterval(timer);
      await renewing;
    },
  };
}
