import type { FastifyInstance } from 'fastify';
import { instant } from '@ownerbot/shop';
import { InvalidError, UnknownError } from '../../errors';
import type { SimRows } from '../data/sim-rows';
import type { FaultInput } from '../faults/fault-rule';
import type { SisMachine } from '../sis-machine';
import { readsNow } from '../reads/reads-now';
import { changeSettings, type SettingsChange } from './change-settings';
import { tickFx, type FxTick } from './fx';
import { mutate, type Mutation } from './mutate';
import { schemas } from './schemas';

/** Everything that tests and the page do to the simulator (SIS API v1, 12.1); paths below `/sim`. */
export function controlRoutes(machine: SisMachine) {
  const { sim } = machine;
  return async (app: FastifyInstance): Promise<void> => {
    app.put<{ Body: FaultInput[] }>('/faults', { schema: { body: schemas.faults } }, async ({ body }) => {
      const rules = sim.faults.replace(body);
      await machine.followFaults();
      return rules;
    });
    app.get('/faults', async () => sim.faults.list());
    app.delete('/faults', async () => {
      sim.faults.clear();
      await machine.followFaults();
      return sim.faults.list();
    });

    app.post<{ Body: { down_ms: number; lose_state?: boolean } }>('/restart', { schema: { body: schemas.restart } }, async ({ body }) => {
      await machine.restart(body.down_ms, body.lose_state ?? false);
      return { ok: true, open: machine.isOpen() };
    });
    app.post<{ Body: { seed?: string; now?: string | null } | null }>('/reset', { schema: { body: schemas.reset } }, async ({ body }) => {
      await machine.reset({ seed: body?.seed, ...(body?.now === undefined ? {} : { now: readInstant(body.now) }) });
      return { ok: true, state_hash: sim.store.hash() };
    });
    app.post<{ Body: { now?: string | null; advance_sec?: number } }>('/clock', { schema: { body: schemas.clock } }, async ({ body }) => {
      if (body.now !== undefined) sim.clock.fix(readInstant(body.now));
      if (body.advance_sec !== undefined) sim.clock.advance(body.advance_sec);
      machine.changed();
      return clockView();
    });
    app.post<{ Body: FxTick }>('/fx', { schema: { body: schemas.fx } }, async ({ body }) => tickFx(sim, body));
    app.post<{ Body: SettingsChange }>('/settings', { schema: { body: schemas.settings } }, async ({ body }) => changeSettings(sim, body));
    app.post<{ Body: Mutation }>('/mutate', { schema: { body: schemas.mutate } }, async ({ body }) => mutate(sim, body));

    app.get('/state-hash', async () => ({ state_hash: sim.store.hash() }));
    app.get<{ Querystring: { since?: string } }>('/requests', async ({ query: { since = '0' } }) =>
      sim.log.list(/^\d{1,15}$/.test(since) ? Number(since) : (readInstant(since) ?? new Date(0))),
    );
    app.get('/operations', async () => sim.store.state().operations);
    app.get('/journal', async () => sim.store.state().journal);
    app.get<{ Params: { table: string } }>('/rows/:table', async ({ params: { table } }) => {
      const { rows } = sim.store.state();
      if (!Object.hasOwn(rows, table)) throw new UnknownError('table', table);
      const found = rows[table as keyof SimRows];
      return Array.isArray(found) ? found : [found];
    });
    app.get('/newest-orders', async () => readsNow(sim, { shopId: 1, actor: 1, correlationId: 'page' }).ordersSearch({ limit: 20 }).data.items);
    app.get('/state', async () => ({ ...machine.view(), clock: clockView(), faults: sim.faults.list() }));
  };

  function clockView() {
    return { now: instant(sim.clock.now()), fixed: sim.clock.fixedAt() !== null };
  }
}

function readInstant(text: string | null): Date | null {
  if (text === null) return null;
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text)) throw new InvalidError(`${text} is no moment such as 2026-03-18T11:00:00Z`);
  return at;
}
