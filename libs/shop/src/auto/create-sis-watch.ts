import type { Clock } from '@ownerbot/runtime';
import { ShopError } from '../errors';
import type { ShopCall, ShopPort } from '../shop-port';

const UP_MS = 30_000;
const DOWN_MS = 5_000;

/** How SIS answers: it does; it does not; or it refuses us, which waiting does not mend. */
export type SisState = { readonly isUp: true } | { readonly isUp: false; readonly error: ShopError };

export type SisWatch = (call: ShopCall) => Promise<SisState>;

/** Asks SIS whether it is up, at most once in 30 s while it is and once in 5 s while it is not; those who ask meanwhile share the ping. */
export function createSisWatch({ sis, clock }: { sis: Pick<ShopPort, 'ping'>; clock: Clock }): SisWatch {
  const known = new Map<number, { readonly state: SisState; readonly until: number }>();
  const running = new Map<number, Promise<SisState>>();

  async function look(call: ShopCall): Promise<SisState> {
    // A ping that several wait for must not end with the first of them; its own limit is three seconds.
    const own: ShopCall = { ...call, signal: new AbortController().signal };
    let state: SisState = { isUp: true };
    try {
      await sis.ping(own);
    } catch (error) {
      if (!(error instanceof ShopError)) throw error;
      state = { isUp: false, error };
    }
    known.set(call.shopId, { state, until: clock.now().getTime() + (state.isUp ? UP_MS : DOWN_MS) });
    return state;
  }

  return (call) => {
    const present = known.get(call.shopId);
    if (present !== undefined && present.until > clock.now().getTime()) return Promise.resolve(present.state);
    const joined = running.get(call.shopId) ?? look(call).finally(() => running.delete(call.shopId));
    running.set(call.shopId, joined);
    return joined;
  };
}
