import { InvalidError } from '../../errors';
import type { ShopSettingsRow } from '../data/sim-state';
import type { Sim } from '../sim';

export interface SettingsChange extends Partial<ShopSettingsRow> {
  readonly allowed_shops?: readonly number[];
  readonly allowed_actors?: readonly number[];
  readonly key?: string;
}

/** What the shop's own administrator would do; the key is told to nobody. */
export function changeSettings(sim: Sim, change: SettingsChange) {
  const { allowed_shops: shops, allowed_actors: actors, key, capabilities, ...plain } = change;
  const state = sim.store.state();
  const known = state.settings.capabilities;
  const unknown = Object.keys(capabilities ?? {}).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) throw new InvalidError(`there is no capability ${unknown}; there are ${Object.keys(known).join(', ')}`);
  sim.access = { key: key ?? sim.access.key, shops: shops ?? sim.access.shops, actors: actors ?? sim.access.actors };
  const settings = { ...state.settings, ...plain, capabilities: { ...known, ...capabilities } };
  sim.store.commit({ ...state, settings });
  return { ...settings, allowed_shops: sim.access.shops, allowed_actors: sim.access.actors };
}
