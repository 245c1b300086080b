import { ShopError } from '../../errors';
import type { ShopAnswer } from '../../envelope';
import type { CapabilitiesData } from '../../methods/capabilities';
import type { ShopCall } from '../../shop-port';
import { checkCurrency } from '../methods/check-currency';
import { CAPABILITIES } from '../methods/read-endpoints';
import { readSis } from '../methods/read-sis';
import type { SisParts } from '../methods/sis-parts';
import { isDefinite, probeEndpoints } from './probe-endpoints';
import { probedCapabilities } from './probed-capabilities';

const DEFINITE_MS = 6 * 60 * 60_000;
const OTHERWISE_MS = 60_000;

/** `at` and `until`: when it was found out and how long it holds, in milliseconds. `isStated`: by SIS itself, not by probing. */
type Known = { readonly at: number; readonly until: number } & (
  | { readonly answer: ShopAnswer<CapabilitiesData>; readonly isStated: boolean; readonly error: null }
  | { readonly answer: null; readonly error: ShopError }
);

export interface Capabilities {
  /** What SIS offers, remembered for 6 h; a failure for 60 s. `call.isFresh` asks anew. Rejects with `CONFIG_MISMATCH` for another shop's. */
  read(call: ShopCall): Promise<ShopAnswer<CapabilitiesData>>;
  /** Rejects with `CONFIG_MISMATCH` when SIS is known to count in another currency than the call's. Asks nothing that is not in doubt. */
  guardMoney(call: ShopCall): Promise<void>;
}

/** Gets what SIS offers whenever it has been found out; `holdsMs`: for how long it is taken as known. */
export type OnCapabilities = (data: CapabilitiesData, holdsMs: number) => void;

/** One client has one origin and one key, so the shop alone tells what is remembered. */
export function createCapabilities(parts: SisParts, onFound: OnCapabilities = () => undefined): Capabilities {
  const remembered = new Map<number, Known>();

  async function look(call: ShopCall): Promise<Known> {
    const lasting = (ms: number) => {
      const at = parts.clock.now().getTime();
      return { at, until: at + ms };
    };
    try {
      const answer = await readSis(parts, CAPABILITIES, null, call);
      return { answer, isStated: true, error: null, ...lasting(DEFINITE_MS) };
    } catch (error) {
      if (!(error instanceof ShopError)) throw error;
      if (error.code !== 'UPSTREAM_NOT_IMPLEMENTED') return { answer: null, error, ...lasting(OTHERWISE_MS) };
      const results = await probeEndpoints(parts, call);
      const isCertain = [...results.values()].every(isDefinite);
      return { answer: probedCapabilities(results, call, parts.clock.now()), isStated: false, error: null, ...lasting(isCertain ? DEFINITE_MS : OTHERWISE_MS) };
    }
  }

  async function known(call: ShopCall): Promise<Known> {
    const present = remembered.get(call.shopId);
    const isAskedAnew = call.isFresh === true || (call.isFresh === 'after-failure' && present?.error !== null);
    if (present !== undefined && !isAskedAnew && present.until > parts.clock.now().getTime()) return present;
    const found = await look(call);
    remembered.set(call.shopId, found);
    if (found.answer !== null) onFound(found.answer.data, found.until - found.at);
    return found;
  }

  return {
    read: async (call) => {
      const { answer, error } = await known(call);
      if (error !== null) throw error;
      if (answer.data.shop_id !== call.shopId) {
        throw new ShopError('CONFIG_MISMATCH', `SIS answers for shop ${answer.data.shop_id}, the settings say ${call.shopId}`, { reason: 'SHOP', key: 'shop_id' });
      }
      return answer;
    },
    guardMoney: async (call) => {
      const present = remembered.get(call.shopId);
      if (present === undefined || present.error !== null || !present.isStated || present.answer.data.currency === call.currency) return;
      // The shop's currency may have been put right meanwhile; the tenant's is compared anew each time anyway.
      if (parts.clock.now().getTime() < present.at + OTHERWISE_MS) return checkCurrency([present.answer.data.currency], call);
      const again = await known({ ...call, isFresh: true });
      if (again.answer !== null) checkCurrency([again.answer.data.currency], call);
    },
  };
}
