import { InvalidError } from '../../errors';
import { isColumn, isView, type DatabaseDrift } from '../database/sim-schema';
import type { ShopSettingsRow } from '../data/sim-state';
import type { Sim } from '../sim';

export interface SettingsChange extends Partial<ShopSettingsRow> {
  readonly allowed_shops?: readonly number[];
  readonly allowed_actors?: readonly number[];
  readonly key?: string;
  /** Of the database: takes the place of the drift before. */
  readonly db?: DatabaseDrift;
}

/** What the shop's own administrator would do; the key is told to nobody. */
export function changeSettings(sim: Sim, change: SettingsChange) {
  const { allowed_shops: shops, allowed_actors: actors, key, capabilities, db, ...plain } = change;
  const state = sim.store.state();
  const known = state.settings.capabilities;
  const unknown = Object.keys(capabilities ?? {}).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) throw new InvalidError(`there is no capability ${unknown}; there are ${Object.keys(known).join(', ')}`);
  if (db !== undefined) driftDatabase(sim, db);
  sim.access = { key: key ?? sim.access.key, shops: shops ?? sim.access.shops, actors: actors ?? sim.access.actors };
  const settings = { ...state.settings, ...plain, capabilities: { ...known, ...capabilities } };
  sim.store.commit({ ...state, settings });
  return { ...settings, allowed_shops: sim.access.shops, allowed_actors: sim.access.actors };
}

function driftDatabase({ database }: Sim, db: DatabaseDrift): void {
  if (database === null) throw new InvalidError('this simulator keeps no database: it needs SIM_DATABASE_URL');
  const column = [db.drop_column, db.widen_type].find((name) => name !== undefined && !isColumn(name));
  if (column !== undefined) throw new InvalidError(`there is no column ${column}; write it as orders.amount`);
  if (db.rename_view !== undefined && !isView(db.rename_view)) throw new InvalidError(`there is no view ${db.rename_view}`);
  database.drift(db);
}
