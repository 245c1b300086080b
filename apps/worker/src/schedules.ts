import { ACTION_SWEEP, sweepActions, type ActionParts } from '@ownerbot/actions';
import type { ConversationParts } from '@ownerbot/conversation';
import { BURIAL_SWEEP, RELAY_SCHEDULE, tellOverload, whileStoresAnswer } from '@ownerbot/conversation';
import { NOTIFY_TICK, tick, UPSTREAM_WATCH, watchUpstream, type NotifyParts, type UpstreamWatch } from '@ownerbot/notifications';
import { done, type Handler, type Outcome, type Queues } from '@ownerbot/queues';
import { codeOf, sleep, type Logger, type Service } from '@ownerbot/runtime';
import { RETENTION } from './retention';

const RETRY_MS = 2_000;
const OVERLOAD = { name: 'overload', everyMs: 10_000 };

export interface ScheduleParts {
  readonly parts: ConversationParts;
  readonly actions: ActionParts;
  readonly relay: (job: { readonly log: Logger }) => Promise<Outcome>;
  readonly buryLeft: (job: { readonly log: Logger }) => Promise<Outcome>;
  readonly retain: (job: { readonly log: Logger }) => Promise<Outcome>;
  /** Null: this worker is told to plan nothing. */
  readonly notify: NotifyParts | null;
  readonly upstream: UpstreamWatch;
  readonly queues: Pick<Queues, 'backlog'>;
  /** Null without a bot: then nobody can be told. */
  readonly botId: string | null;
  readonly inboxMaxWaiting: number;
}

/** The handler of `schedule.tick`: what each schedule of the worker does. */
export function takeTicks({ parts, actions, relay, buryLeft, retain, notify, upstream, queues, botId, inboxMaxWaiting }: ScheduleParts): Handler<'schedule.tick'> {
  const work: Readonly<Record<string, (log: Logger) => Promise<Outcome>>> = {
    [RELAY_SCHEDULE.name]: (log) => relay({ log }),
    [BURIAL_SWEEP.name]: (log) => buryLeft({ log }),
    [ACTION_SWEEP.name]: () => sweepActions(actions),
    [OVERLOAD.name]: async () => {
      const waiting = await queues.backlog('inbox');
      if (botId !== null) await tellOverload(parts, { botId, waiting, maxWaiting: inboxMaxWaiting });
      return done();
    },
    [RETENTION.name]: (log) => retain({ log }),
    [NOTIFY_TICK]: async () => {
      if (notify !== null) await tick(notify);
      return done();
    },
    [UPSTREAM_WATCH.name]: async () => {
      if (notify !== null) await watchUpstream(notify, upstream);
      return done();
    },
  };
  return (job) =>
    whileStoresAnswer(async () => {
      const run = work[job.payload.name];
      if (run !== undefined) return run(job.log);
      job.log.warn('schedule_unknown', { name: job.payload.name });
      return done();
    });
}

/** Makes the schedules come; a queue store that is away at the start is asked again until it is there. */
export function setSchedules({ queues, log, notifyTickMs }: { readonly queues: Pick<Queues, 'schedule'>; readonly log: Logger; readonly notifyTickMs: number }): Service {
  const stopping = new AbortController();
  let setting: Promise<void> | undefined;

  async function setAll(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        for (const { name, everyMs } of [RELAY_SCHEDULE, BURIAL_SWEEP, ACTION_SWEEP, OVERLOAD, RETENTION, { name: NOTIFY_TICK, everyMs: notifyTickMs }, UPSTREAM_WATCH]) await queues.schedule(name, everyMs);
        return;
      } catch (error) {
        log.warn('schedules_not_set', { code: codeOf(error) });
        await sleep(RETRY_MS, stopping.signal);
      }
    }
  }

  return {
    name: 'schedules',
    start: () => {
      setting = setAll();
      return Promise.resolve();
    },
    async stop() {
      stopping.abort();
      await setting;
    },
  };
}
