import { backoffMs, type JobRequest, type Producer } from '@ownerbot/queues';
import { codeOf, messageOf, sleep, type CheckResult, type Clock, type Logger, type Service } from '@ownerbot/runtime';
import { readUpdate, TelegramError, WANTED_UPDATES, type Telegram } from '@ownerbot/telegram';
import type { BacklogGate } from '../backlog-gate';
import { inboxJob } from '../inbox-job';
import type { IngestMetrics } from '../ingest-metrics';
import { holdLease, LEASE_TIMING, type LeaseStore, type LeaseTiming } from './hold-lease';

export interface PollTiming {
  /** How long Telegram may hold a call that has nothing to give. */
  readonly timeoutSec: number;
  readonly backoff: { readonly minMs: number; readonly maxMs: number };
  /** How long to wait after Telegram has refused the token. */
  readonly refusedMs: number;
  /** How often a shut backlog gate is looked at. */
  readonly gateEveryMs: number;
  readonly lease: LeaseTiming;
}

export const POLL_TIMING: PollTiming = {
  timeoutSec: 25,
  backoff: { minMs: 500, maxMs: 30_000 },
  refusedMs: 60_000,
  gateEveryMs: 500,
  lease: LEASE_TIMING,
};

const BATCH_LIMIT = 100;

export interface Poller extends Service {
  check(): CheckResult;
}

export interface PollerOptions {
  readonly telegram: Telegram;
  readonly producer: Producer;
  readonly gate: BacklogGate;
  readonly lease: LeaseStore;
  /** Unlike that of any other process. */
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly counts: IngestMetrics;
  readonly random: () => number;
  readonly timing?: PollTiming;
}

/**
 * Long polling by whichever replica has the lease. An offset confirms all updates before it, so it is only sent on when the queue
 * has confirmed them; after a crash between the two Telegram gives them again and their ids keep them single.
 * Source: Bot API, "getUpdates".
 */
export function pollUpdates(options: PollerOptions): Poller {
  const { telegram, producer, gate, log, counts, random, timing = POLL_TIMING } = options;
  const stopping = new AbortController();
  let state: CheckResult = { ok: true, detail: 'waiting for the lease' };
  let running: Promise<void> | undefined;

  async function keepPolling(): Promise<void> {
    while (!stopping.signal.aborted) {
      state = { ok: true, detail: 'another process polls, or nobody yet' };
      const lease = await holdLease(options.lease, options.owner, timing.lease, log, stopping.signal);
      if (lease === undefined) return;
      log.info('polling_begun', { owner: options.owner });
      state = { ok: true, detail: 'polling' };
      try {
        await pollWhileHeld(AbortSignal.any([lease.lost, stopping.signal]));
      } finally {
        await lease.release();
      }
    }
  }

  async function pollWhileHeld(signal: AbortSignal): Promise<void> {
    let hasNoWebhook = false;
    let offset: number | undefined;
    for (let failures = 0; !signal.aborted; ) {
      try {
        if (!hasNoWebhook) await removeWebhook(signal);
        hasNoWebhook = true;
        if (!(await gate.isOpen())) {
          state = { ok: false, detail: `back pressure: ${gate.state().waiting} updates wait in the inbox` };
          await sleep(timing.gateEveryMs, signal);
          continue;
        }
        const updates = await telegram.getUpdates({ offset, timeoutSec: timing.timeoutSec, limit: BATCH_LIMIT, allowedUpdates: WANTED_UPDATES }, signal);
        offset = await store(updates);
        failures = 0;
        state = { ok: true, detail: 'polling' };
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        if (error instanceof TelegramError && error.kind === 'conflict') hasNoWebhook = false;
        await sleep(afterFailure(error, failures), signal);
      }
    }
  }

  /** A webhook and polling exclude each other; what waits at Telegram stays. */
  async function removeWebhook(signal: AbortSignal): Promise<void> {
    const { url } = await telegram.getWebhookInfo(signal);
    if (url === '') return;
    await telegram.deleteWebhook(signal);
    log.info('webhook_removed', { url });
  }

  /**
   * Puts a batch into the inbox.
   * @returns the next offset. After an empty batch none: all is confirmed, and after a quiet week Telegram may go on with smaller ids, that an old offset would skip.
   */
  async function store(updates: readonly unknown[]): Promise<number | undefined> {
    if (updates.length === 0) return undefined;
    const now = options.clock.now();
    const jobs: JobRequest<'inbox.update'>[] = [];
    let last = -1;
    for (const update of updates) {
      const facts = readUpdate(update);
      if (facts === null) {
        counts.refused('not-an-update');
        log.error('update_unreadable', {});
        continue;
      }
      last = Math.max(last, Number(facts.updateId));
      jobs.push(inboxJob(telegram.botId, facts, update as object, now));
    }
    if (jobs.length === 0) throw new TelegramError({ method: 'getUpdates', kind: 'server', sent: 'no', description: 'a batch without a readable update' });
    await producer.addAll(jobs);
    counts.stored('polling', jobs.length);
    return last + 1;
  }

  function afterFailure(error: unknown, failures: number): number {
    const kind = error instanceof TelegramError ? error.kind : undefined;
    state = { ok: false, detail: `not polling: ${messageOf(error)}` };
    if (kind === undefined) counts.refused('queue-away');
    else counts.telegramFailed('getUpdates', kind);
    if (kind === 'unauthorized') {
      log.error('token_refused', { error, advice: 'set BOT_TOKEN to the token that BotFather gave, then start ingest again' });
      return timing.refusedMs;
    }
    log.warn('polling_failed', { error, code: codeOf(error), failures });
    return backoffMs(timing.backoff, failures, error instanceof TelegramError ? error.retry : 'backoff', random);
  }

  return {
    name: 'polling',
    check: () => state,
    async start() {
      running = keepPolling();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
