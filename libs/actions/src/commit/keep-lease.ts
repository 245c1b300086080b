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

export interface LeaseWork {
  readonly proposalId: string;
  readonly owner: string;
  /** A run that was told to stop and does not must not keep its lease for ever. */
  readonly until: AbortSignal;
  readonly log: Logger;
  readonly everyMs?: number;
}

/** Renews a lease every 15 s for as long as a run works. A renewal that fails is tried again by the next one. */
export function keepLease({ db, clock }: Pick<ActionParts, 'db' | 'clock'>, { until, log, everyMs = LEASE_RENEW_MS, ...lease }: LeaseWork): KeptLease {
  const lost = new AbortController();
  let renewing = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renew();
  }, everyMs);
  const end = () => clearInterval(timer);
  until.addEventListener('abort', end, { once: true });

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
      end();
      until.removeEventListener('abort', end);
      await renewing;
    },
  };
}
