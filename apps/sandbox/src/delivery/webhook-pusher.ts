import { setMaxListeners } from 'node:events';
import type { FaultSwitches } from '../faults/fault-switches';
import { holdBack } from './hold-back';
import { createCourier, type Courier, type PostOutcome } from './post-update';
import type { QueuedUpdate, UpdateQueue } from './update-queue';

export interface WebhookConfig {
  url: string;
  secretToken: string | undefined;
  maxConnections: number;
}

export interface Backoff {
  firstMs: number;
  maxMs: number;
}

export interface WebhookStatus {
  config: WebhookConfig | undefined;
  lastError: { at: number; message: string } | undefined;
  inFlight: number;
  delivered: number;
  failed: number;
}

export interface WebhookPusher {
  set(config: WebhookConfig | undefined): void;
  status(): WebhookStatus;
  /** Forgets what is planned, as the queue has been emptied. */
  restart(): void;
  stop(): void;
}

export interface PusherOptions {
  queue: UpdateQueue;
  faults: FaultSwitches;
  now: () => number;
  backoff: Backoff;
  timeoutMs: number;
  onChange: () => void;
}

/** The updates of one chat: they leave one after another, and a refused one holds back those behind it. */
interface Lane {
  name: string;
  entries: QueuedUpdate[];
  isBusy: boolean;
  isReady: boolean;
  failures: number;
  timer: NodeJS.Timeout | undefined;
}

/** Delivers updates to a webhook: in order within a lane, lanes side by side, again and again until a 2xx. */
export function createWebhookPusher({ queue, faults, now, backoff, timeoutMs, onChange }: PusherOptions): WebhookPusher {
  let config: WebhookConfig | undefined;
  let courier: Courier | undefined;
  let abort = createAbort();
  let lanes = new Map<string, Lane>();
  let ready: Lane[] = [];
  let lastError: WebhookStatus['lastError'];
  let inFlight = 0;
  let delivered = 0;
  let failed = 0;

  function plan(entries: Iterable<QueuedUpdate>): void {
    for (const entry of entries) {
      const lane = laneOf(entry);
      lane.entries.push(entry);
      // A lane that waits for its back-off keeps waiting; one that holds an update back looks again.
      if (!lane.isBusy && lane.failures === 0) offer(lane);
    }
    pump();
  }

  function laneOf({ lane: name }: QueuedUpdate): Lane {
    const known = lanes.get(name);
    if (known) return known;
    const lane: Lane = { name, entries: [], isBusy: false, isReady: false, failures: 0, timer: undefined };
    lanes.set(name, lane);
    return lane;
  }

  function offer(lane: Lane): void {
    clearTimeout(lane.timer);
    lane.timer = undefined;
    if (lane.isReady) return;
    lane.isReady = true;
    ready.push(lane);
  }

  function pump(): void {
    while (courier && config && inFlight < config.maxConnections) {
      const lane = ready.shift();
      if (!lane) return;
      lane.isReady = false;
      const { ready: sendable, nextAt } = holdBack(lane.entries, faults, now(), 1);
      const entry = sendable[0];
      if (entry) void send(lane, entry, courier);
      else if (nextAt !== null) wakeLater(lane, Math.max(1, nextAt - now()));
    }
  }

  function wakeLater(lane: Lane, delayMs: number): void {
    clearTimeout(lane.timer);
    lane.timer = setTimeout(() => {
      offer(lane);
      pump();
    }, delayMs);
  }

  async function send(lane: Lane, entry: QueuedUpdate, by: Courier): Promise<void> {
    const { signal } = abort;
    lane.isBusy = true;
    inFlight += 1;
    const outcome = await postWithDuplicates(entry, by, signal);
    // Another webhook, or none, has taken over: its plan holds this update, and the counters are its own.
    if (signal.aborted) return;
    inFlight -= 1;
    lane.isBusy = false;
    if (outcome.ok) settle(lane, entry);
    else putOff(lane, outcome);
    onChange();
    pump();
  }

  async function postWithDuplicates(entry: QueuedUpdate, by: Courier, signal: AbortSignal): Promise<PostOutcome> {
    const duplicate = entry.wasAskedForDuplicate ? undefined : faults.forDelivery('duplicate');
    entry.wasAskedForDuplicate = true;
    if (duplicate?.concurrent) {
      const both = await Promise.all([by.post(entry.update, signal), by.post(entry.update, signal)]);
      return both.find((outcome) => !outcome.ok) ?? both[0];
    }
    const outcome = await by.post(entry.update, signal);
    return duplicate && outcome.ok ? by.post(entry.update, signal) : outcome;
  }

  function settle(lane: Lane, entry: QueuedUpdate): void {
    queue.remove(entry);
    delivered += 1;
    lane.failures = 0;
    // Nearly always the first one; a reordered one stands second.
    lane.entries.splice(lane.entries.indexOf(entry), 1);
    if (lane.entries.length > 0) offer(lane);
    else lanes.delete(lane.name);
  }

  function putOff(lane: Lane, outcome: Extract<PostOutcome, { ok: false }>): void {
    failed += 1;
    lane.failures += 1;
    lastError = { at: now(), message: outcome.message };
    const growing = Math.min(backoff.maxMs, backoff.firstMs * 2 ** (lane.failures - 1));
    wakeLater(lane, Math.min(backoff.maxMs, Math.max(growing, outcome.retryAfterMs ?? 0)));
  }

  function dropPlan(): void {
    abort.abort();
    abort = createAbort();
    courier?.close();
    courier = undefined;
    for (const lane of lanes.values()) clearTimeout(lane.timer);
    lanes = new Map();
    ready = [];
    inFlight = 0;
  }

  function start(): void {
    dropPlan();
    if (!config) return;
    courier = createCourier({ ...config, timeoutMs });
    plan(queue.entries());
  }

  const stopListening = queue.onAdded((entries) => {
    if (config) plan(entries);
  });

  return {
    set(next) {
      config = next;
      lastError = undefined;
      start();
    },
    restart: start,
    status: () => ({ config, lastError, inFlight, delivered, failed }),
    stop() {
      config = undefined;
      stopListening();
      dropPlan();
    },
  };
}

/** One signal ends all deliveries of a webhook, so it has as many listeners as there are connections. */
function createAbort(): AbortController {
  const abort = new AbortController();
  setMaxListeners(0, abort.signal);
  return abort;
}
