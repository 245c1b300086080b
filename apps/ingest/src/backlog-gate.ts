import type { Clock, Logger, Metrics } from '@ownerbot/runtime';

/** Whether the inbox can take more. */
export interface BacklogGate {
  /** Answers at once from the last sample while the gate is open; while it is shut, waits for a sample that is fresh. */
  isOpen(): boolean | Promise<boolean>;
  state(): { readonly open: boolean; readonly waiting: number };
}

export interface BacklogGateOptions {
  /** Jobs that wait in all inbox lanes. */
  readonly count: () => Promise<number>;
  /** `INBOX_MAX_WAITING`. */
  readonly max: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** How old a sample may get, in milliseconds. */
  readonly sampleMs?: number;
}

const SAMPLE_MS = 250;
/** The gate opens again below this share of the limit, so that it does not flutter. */
const REOPEN_SHARE = 0.9;

/**
 * Back pressure. The backlog is counted at most every `sampleMs`, and only while updates come, so that a request pays nothing for it;
 * between two samples the limit can be passed by what arrives meanwhile. A count that fails leaves the gate as it is: then the
 * queue is away, and adding to it says so.
 */
export function createBacklogGate(options: BacklogGateOptions): BacklogGate {
  const { count, max, clock, log, metrics, sampleMs = SAMPLE_MS } = options;
  let open = true;
  let waiting = 0;
  let sampledAt = Number.NEGATIVE_INFINITY;
  let sampling: Promise<void> | undefined;

  metrics.gauge({ name: 'ingest_backlog_waiting', help: 'Inbox jobs that wait, at the last sample', collect: (gauge) => gauge.set(waiting) });
  metrics.gauge({ name: 'ingest_backlog_gate_open', help: '1: updates are taken, 0: back pressure', collect: (gauge) => gauge.set(open ? 1 : 0) });

  function judge(): void {
    const next = open ? waiting < max : waiting < max * REOPEN_SHARE;
    if (next === open) return;
    open = next;
    if (open) log.info('backlog_gate_opened', { waiting, max });
    else log.warn('backlog_gate_shut', { waiting, max });
  }

  async function sample(): Promise<void> {
    try {
      waiting = await count();
      judge();
    } catch (error) {
      log.debug('backlog_count_failed', { error });
    } finally {
      sampledAt = clock.now().getTime();
      sampling = undefined;
    }
  }

  return {
    isOpen() {
      const isStale = clock.now().getTime() - sampledAt >= sampleMs;
      if (isStale) sampling ??= sample();
      if (open || sampling === undefined) return open;
      return sampling.then(() => open);
    },
    state: () => ({ open, waiting }),
  };
}
