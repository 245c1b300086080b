import { setTimeout as delay } from 'node:timers/promises';
import { BOTH, nothingToHeal, type Fault, type Heal, type Striking } from '../fault';

/** Whatever a point needs to be passed at all. */
export type Stir = (striking: Striking) => Promise<Heal>;

export interface Place {
  readonly app: 'worker' | 'notifier';
  readonly point: string;
  /** Passing it for the n-th time kills; n is at most this. */
  readonly most: number;
  /** It is exactly this: nothing of what was before is left when it begins. */
  readonly isExact?: boolean;
  readonly stir: Stir;
  /** Must be so before the process is there, because it remembers what it has read. */
  readonly sisFault?: object;
}

const DIES_WITHIN_MS = 60_000;
/** Points of one kind; each process dies at each of them, in an order and at a passing that the seed chooses. */
export function killsAt(name: string, places: readonly Place[], more: Partial<Fault> = {}): Fault {
  return {
    name,
    group: 'kill',
    backends: BOTH,
    // Only who sends can die between Telegram's taking a message and the note of it.
    mayRepeat: places.some(({ app }) => app === 'notifier'),
    ...more,
    async strike(striking) {
      const shuffled = [...places].map((place) => ({ place, at: striking.random() })).sort((one, other) => one.at - other.at).map(({ place }) => place);
      for (const place of striking.length === 'short' ? shuffled.slice(0, 1) : shuffled) await killAt(striking, place);
      return nothingToHeal;
    },
  };
}

async function killAt(striking: Striking, { app: name, point, most, isExact = false, stir, sisFault }: Place): Promise<void> {
  const { system, work, random } = striking;
  const app = system.apps[name];
  if (isExact) await system.isQuiet();
  await app.stop();
  if (sisFault !== undefined) await system.sis.faults(sisFault);
  const order = `${point}@${isExact ? most : 1 + Math.floor(random() * most)}`;
  // It may die while it starts: what the last one left is there at once.
  const isUp = await app.start({ CRASH_AT: order }).then(() => true, () => false);
  const heal = await stir(striking);
  if (isUp) await Promise.race([app.ended(), delay(DIES_WITHIN_MS, undefined, { ref: false }).then(() => Promise.reject(new Error(`${name} never passed ${order}`)))]);
  work.kills += 1;
  if (name === 'worker') await system.freeLeases();
  await app.start();
  await heal();
}

export const worker = (point: string, stir: Stir, most = 4): Place => ({ app: 'worker', point, most, stir });
export const notifier = (point: string, stir: Stir, most = 4): Place => ({ app: 'notifier', point, most, stir });
