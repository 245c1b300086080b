import { instant } from '@ownerbot/shop';
import type { PublicServer } from './public/public-server';
import type { Running } from './public/running';
import type { Sim, SimAccess } from './sim';

/** The simulator as a machine that can be restarted, reset and cut off. */
export interface SisMachine {
  readonly sim: Sim;
  isOpen(): boolean;
  /** Closes or opens the public port, as the fault `down` wants it. */
  followFaults(): Promise<void>;
  /** Ends what runs without an answer, refuses connections for `downMs`, then answers again. Resolves when the port is closed. */
  restart(downMs: number, losesState: boolean): Promise<void>;
  reset(to: { seed?: string; now?: Date | null }): Promise<void>;
  /** The figures that the page shows. */
  view(): object;
  changed(): void;
  stop(): Promise<void>;
}

export interface MachineParts {
  readonly sim: Sim;
  readonly server: PublicServer;
  readonly running: Running;
  readonly seed: string;
  readonly access: SimAccess;
  readonly url: string;
  readonly onChange: () => void;
  readonly onDefect: (error: unknown) => void;
}

export function createSisMachine({ sim, server, running, seed, access, url, onChange, onDefect }: MachineParts): SisMachine {
  let reopening: NodeJS.Timeout | undefined;
  let isStopped = false;

  const isDown = (): boolean => isStopped || reopening !== undefined || sim.faults.holds('down');

  async function follow(): Promise<void> {
    await (isDown() ? server.close() : server.open());
    onChange();
  }

  return {
    sim,
    isOpen: () => server.isOpen(),
    followFaults: follow,
    async restart(downMs, losesState) {
      clearTimeout(reopening);
      running.drop();
      reopening = setTimeout(() => {
        reopening = undefined;
        follow().catch(onDefect);
      }, downMs);
      await follow();
      if (losesState) sim.store.reseed(sim.store.state().seed);
    },
    async reset(to) {
      running.drop();
      clearTimeout(reopening);
      reopening = undefined;
      sim.faults.clear();
      sim.log.clear();
      sim.database?.drift({});
      sim.access = access;
      if (to.now !== undefined) sim.clock.fix(to.now);
      sim.store.reseed(to.seed ?? seed);
      await follow();
    },
    view() {
      const { rows, settings, operations, seed: ofState } = sim.store.state();
      return {
        url,
        open: server.isOpen(),
        seed: ofState,
        settings,
        counts: { products: rows.products.length, orders: rows.orders.length, coupons: rows.coupons.length, operations: operations.length },
        fx: { rate: rows.fx.rate, rate_applied: rows.fx.rate_applied },
        as_of: instant(sim.clock.now()),
      };
    },
    changed: onChange,
    async stop() {
      isStopped = true;
      clearTimeout(reopening);
      running.drop();
      await server.close();
    },
  };
}
