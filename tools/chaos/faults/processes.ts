import { setTimeout as delay } from 'node:timers/promises';
import { appHandle, freePort } from '@ownerbot/testing';
import { BOTH, nothingToHeal, type Fault } from '../fault';
import { READERS } from '../parts/chaos-system';
import { nextBuild, NEXT_VERSION } from '../parts/next-build';
import { letterIds, newerMessage, newerRun, newerTurn, poison, unanswered } from '../parts/poison';

/** The lock of a job is 10 s long, and lost jobs are looked for every 5 s. */
const LONGER_THAN_LOCK_MS = 16_000;

export const PROCESSES: readonly Fault[] = [
  {
    name: 'term',
    group: 'processes',
    backends: BOTH,
    updates: 60,
    changes: 1,
    async strike({ system, work, length }) {
      for (const app of length === 'short' ? [system.apps.worker] : [system.apps.worker, system.apps.notifier, system.apps.ingest]) {
        await app.stop();
        work.kills += 1;
        await app.start();
      }
      return nothingToHeal;
    },
  },
  {
    name: 'event-loop-blocked',
    group: 'processes',
    backends: BOTH,
    updates: 60,
    changes: 1,
    mayRepeat: true,
    // To everybody else a stopped process is one whose event loop does not turn. A second worker takes what the first still holds.
    async strike({ system, random, length }) {
      const second = appHandle('worker', { ...system.env, WORKER_PORT: String(await freePort()) });
      await second.start();
      const blocked = random() < 0.5 && length === 'full' ? system.apps.notifier : system.apps.worker;
      blocked.signal('SIGSTOP');
      await delay(length === 'short' ? 3_000 : LONGER_THAN_LOCK_MS);
      blocked.signal('SIGCONT');
      return async () => void (await second.stop());
    },
  },
  {
    name: 'two-versions',
    group: 'processes',
    backends: BOTH,
    updates: 60,
    changes: 1,
    // The next release comes up beside this one, takes over, and is taken back; what only it can read waits for it, whoever meets it first.
    async strike({ system, work, random, length }) {
      const { apps, env } = system;
      const many = length === 'short' ? 10 : 30;
      const build = await nextBuild();
      const next = {
        worker: appHandle('worker', { ...env, WORKER_PORT: String(await freePort()) }, build.folder),
        notifier: appHandle('notifier', { ...env, NOTIFIER_PORT: String(await freePort()) }, build.folder),
        ingest: appHandle('ingest', env, build.folder),
      };
      const stopNext = async (): Promise<void> => {
        await Promise.all(Object.values(next).map((app) => app.stop()));
        await build.remove();
      };
      try {
        // Those that read come before those that write.
        await Promise.all([next.worker.start(), next.notifier.start()]);
        await newerTurn(system, work, READERS[Math.floor(random() * READERS.length)] ?? '');
        await work.ask(many);
        await Promise.all([apps.worker.stop(), apps.notifier.stop(), apps.ingest.stop()]);
        await next.ingest.start();
        await work.ask(many);
        // And back. Older processes meet jobs of the newer ones for as long as these are there.
        await Promise.all([apps.worker.start(), apps.notifier.start()]);
        await work.ask(many);
        const running = (await system.queues.processes()).filter(({ version }) => version === NEXT_VERSION).map(({ name }) => name);
        if (['worker', 'notifier', 'ingest'].some((name) => !running.includes(name))) throw new Error(`of the next release only ${running.join(', ')} ran`);
        await next.ingest.stop();
        await apps.ingest.start();
        await work.ask(many);
        await system.isQuiet();
      } catch (error) {
        await stopNext();
        throw error;
      }
      return stopNext;
    },
  },
  {
    name: 'poison',
    group: 'payloads',
    backends: BOTH,
    updates: 30,
    async strike({ system, work, random }) {
      for (const make of [poison, newerTurn, newerRun, newerMessage]) await make(system, work, READERS[Math.floor(random() * READERS.length)] ?? '');
      await work.ask(20);
      return nothingToHeal;
    },
  },
  {
    name: 'replay',
    group: 'replay',
    backends: BOTH,
    updates: 40,
    changes: 1,
    orderAsTaken: true,
    patienceMs: 1_800_000,
    async strike({ system, work, length }) {
      const count = length === 'short' ? 200 : 10_000;
      await unanswered(system, work, count);
      // The letters of one cause, as an operator selects them.
      const [first] = await letterIds(system, work.replayed.slice(0, 1));
      const { fingerprint } = await system.operations.showDeadLetter(first ?? '');
      await system.operations.startReplay({ name: 'chaos' }, { filter: { fingerprint } }, { ratePerSec: 1_000 });
      for (let round = 0; round < (length === 'short' ? 1 : 10); round += 1) {
        await work.ask(20);
        await delay(500);
      }
      return nothingToHeal;
    },
  },
];
