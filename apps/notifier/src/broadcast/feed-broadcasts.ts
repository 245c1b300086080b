import type { JobRequest } from '@ownerbot/queues';
import { service, sleep, type Logger, type Service } from '@ownerbot/runtime';
import { exhaustedBroadcasts, feedBroadcast, moveBroadcast, readBroadcast, type RecipientKey } from '@ownerbot/storage';
import type { BroadcastParts } from './broadcast-parts';

export interface FeedOptions extends Pick<BroadcastParts, 'db' | 'producer' | 'clock'> {
  readonly botId: string;
  readonly perSecond: number;
  readonly log: Logger;
  /** How often it is looked whether there is something to feed. */
  readonly everyMs?: number;
}

const EVERY_MS = 500;
/** What lies in the queue at a time: enough for so many seconds, and as much as a pause finds there. */
const WINDOW_SEC = 2;
/** Longer than any run, its lock and the look for lost jobs. */
const LOST_AFTER_MS = 300_000;

/** Puts recipients of the broadcasts that run into the queue, a few at a time, and ends the broadcasts that are through. */
export function feedBroadcasts(options: FeedOptions): Service {
  const { log, everyMs = EVERY_MS } = options;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await feedOnce(options).catch((error: unknown) => log.warn('broadcast_not_fed', { error }));
      await sleep(everyMs, stopping.signal);
    }
  }

  return service('broadcasts', {
    start() {
      running = run();
      return Promise.resolve();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  });
}

export async function feedOnce({ db, producer, clock, botId, perSecond }: FeedOptions): Promise<void> {
  const at = clock.now();
  const due = await feedBroadcast(db, { botId, at, window: perSecond * WINDOW_SEC, lostBefore: new Date(at.getTime() - LOST_AFTER_MS) });
  if (due.length > 0) await producer.addAll(due.map((recipient) => jobOf(botId, recipient)));
  for (const id of await exhaustedBroadcasts(db, botId)) {
    const facts = await readBroadcast(db, id);
    const audit = { eventType: 'broadcast_done', severity: 'info', fields: { broadcastId: id, total: facts?.total, recipients: facts?.recipients } } as const;
    await moveBroadcast(db, { id, from: ['running'], to: 'done', at, by: `bc-${id}`, audit });
  }
}

function jobOf(botId: string, { broadcastId, chatId }: RecipientKey): JobRequest<'broadcast.send'> {
  return { kind: 'broadcast.send', id: `bc-${broadcastId}-${chatId}`, correlationId: `bc-${broadcastId}`, payload: { broadcastId, botId, chatId } };
}
