import { setTimeout as delay } from 'node:timers/promises';
import { BOTH, nothingToHeal, type Fault } from '../fault';
import { READERS } from '../parts/chaos-system';
import { killsAt, notifier, worker, type Stir } from '../parts/kill-at';
import { letterIds, newerMessage, newerRun, newerTurn, unanswered } from '../parts/poison';

const PER_POINT = 10;

const asked: Stir = async ({ work }) => {
  await work.ask(PER_POINT);
  return nothingToHeal;
};

const withSisFault = (rule: object): Stir => async ({ system, work }) => {
  await system.sis.faults(rule);
  await work.ask(PER_POINT);
  return () => system.sis.faults();
};

/** The shop is at fault while the confirmed change is sent, not before. */
const changed = (rule?: object): Stir => async ({ system, work }) => {
  const change = work.change(1, rule === undefined ? undefined : () => system.sis.faults(rule));
  change.catch(() => undefined);
  return async () => {
    await system.sis.faults();
    await change;
  };
};

const dying = (make: typeof newerTurn): Stir => async ({ system, work, random }) => {
  await make(system, work, READERS[Math.floor(random() * READERS.length)] ?? READERS[0] ?? '');
  return asked({ system, work, random, length: 'full' });
};

export const KILLS: readonly Fault[] = [
  killsAt('kill-turn', ['turn.claimed', 'turn.decided', 'turn.committed', 'turn.added', 'turn.marked'].map((point) => worker(point, asked))),
  killsAt('kill-tool', [
    ...['tool.begun', 'tool.ran', 'tool.answer-written', 'tool.answer-added'].map((point) => worker(point, asked)),
    ...['tool.progress-written', 'tool.progress-added'].map((point) => worker(point, withSisFault({ fault: 'slow', match: { kind: 'read' }, params: { ms: 4_000 } }))),
    ...['tool.notice-written', 'tool.notice-added'].map((point) => worker(point, withSisFault({ fault: 'down' }))),
  ]),
  killsAt('kill-commit', [
    ...['C1.leased', 'C2.checked', 'C4.begun', 'C5.before-send', 'C5.sent', 'C6.before', 'C6.written'].map((point) => worker(point, changed(), 1)),
    { ...worker('C3.previewed', changed(), 1), sisFault: { fault: 'no_binding' } },
    worker('C7.closed', changed({ fault: 'not_processed', match: { kind: 'apply' }, params: { retry_after_s: 1 }, times: 1 }), 1),
  ]),
  killsAt('kill-send', ['send.marked', 'send.taken', 'send.noted', 'ready.added'].map((point) => notifier(point, asked))),
  killsAt('kill-burial', [worker('dead.written', dying(newerTurn), 1), worker('dead.added', dying(newerTurn), 1), worker('run.buried', dying(newerRun), 1), notifier('message.buried', dying(newerMessage), 1)]),
  killsAt('kill-relay', [
    {
      app: 'worker', point: 'relay.added', most: 1,
      // What a worker that died a moment ago had written but not sent.
      async stir(striking) {
        const { system, work } = striking;
        await system.apps.worker.stop();
        await system.apps.worker.start({ CRASH_AT: 'turn.committed@2' });
        await work.ask(PER_POINT);
        await system.apps.worker.ended();
        work.kills += 1;
        await system.apps.worker.start({ CRASH_AT: 'relay.added@1' }).catch(() => undefined);
        return nothingToHeal;
      },
    },
  ]),
  killsAt(
    'kill-replay',
    ['item.opened', 'items.added', 'items.looked'].map((point) =>
      worker(point, async ({ system, work }) => {
        await unanswered(system, work, 20);
        const ids = await letterIds(system, work.replayed.slice(-20));
        await system.operations.startReplay({ name: 'chaos' }, { ids }, { ratePerSec: 100 });
        return nothingToHeal;
      }, 1),
    ),
    { orderAsTaken: true },
  ),
  {
    name: 'kill-random',
    group: 'kill',
    backends: BOTH,
    updates: 60,
    changes: 2,
    mayRepeat: true,
    async strike({ system, work, random, length }) {
      const apps = ['worker', 'notifier', 'ingest'] as const;
      const first = Math.floor(random() * apps.length);
      for (let kill = 0; kill < (length === 'short' ? 1 : 6); kill += 1) {
        await delay(random() * 800);
        await system.revive(apps[(first + kill) % apps.length] ?? 'worker');
        work.kills += 1;
      }
      return nothingToHeal;
    },
  },
];
