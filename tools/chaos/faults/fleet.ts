import { setTimeout as delay } from 'node:timers/promises';
import { BOTH, type Fault } from '../fault';
import { overlappingTurns, startFleet } from '../parts/fleet';

/** Questions of every moment while processes are replaced. */
const ASKED = 2;
const EVERY_MS = 300;
/** However slow the machine: the simulated shop has so many orders to ask for. */
const MOST_MOMENTS = 600;

export const FLEET_FAULTS: readonly Fault[] = [
  {
    name: 'rolling-restart',
    group: 'processes',
    backends: BOTH,
    updates: 20,
    changes: 1,
    // Nine processes, each replaced under load as a supervisor does it: the old one ends in good order, then the new one begins, and the
    // others have its work meanwhile.
    async strike({ system, work }) {
      const since = new Date();
      const fleet = await startFleet(system);
      let isReplaced = false;
      const flow = (async () => {
        for (let moment = 0; !isReplaced && moment < MOST_MOMENTS; moment += 1) {
          await work.ask(ASKED);
          await delay(EVERY_MS);
        }
      })();
      try {
        for (const round of fleet.rounds) {
          const ends = await Promise.all(round.map((app) => app.stop()));
          if (ends.some((end) => end !== 0)) throw new Error(`the processes ended with ${ends.join(', ')}`);
          work.kills += round.length;
          await Promise.all(round.map((app) => app.start()));
        }
        isReplaced = true;
        await flow;
        await system.isQuiet();
        const overlaps = await overlappingTurns(system, since);
        if (overlaps.length > 0) throw new Error(`turns of one lane side by side: ${overlaps.slice(0, 5).join('; ')}`);
      } catch (error) {
        isReplaced = true;
        await flow.catch(() => undefined);
        await fleet.disband();
        throw error;
      }
      return () => fleet.disband();
    },
  },
];
