import type { FaultSwitches } from '../faults/fault-switches';
import type { Update } from '../state/telegram-types';
import { BotApiError } from '../bot-api/errors';
import { holdBack } from './hold-back';
import type { QueuedUpdate, UpdateQueue } from './update-queue';

export interface PollRequest {
  offset: number | undefined;
  limit: number;
  timeoutMs: number;
  /** Aborted when the bot hangs up. */
  signal: AbortSignal;
}

export interface LongPoll {
  /** Rejects with 409 when another poll or a webhook takes over. */
  poll(request: PollRequest): Promise<Update[]>;
  /** Ends the waiting poll with this refusal. */
  terminate(reason: BotApiError): void;
  stop(): void;
}

const takenOver = () =>
  new BotApiError(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running');

export function createLongPoll(queue: UpdateQueue, faults: FaultSwitches, now: () => number): LongPoll {
  let waiting: { refuse: (reason: BotApiError) => void; look: () => void; end: () => void } | undefined;
  const stopListening = queue.onAdded(() => waiting?.look());

  function hand(limit: number): { updates: Update[]; nextAt: number | null } {
    const { ready, nextAt } = holdBack(queue.entries(), faults, now(), limit);
    for (const entry of ready) markHandedOut(entry);
    return { updates: ready.map((entry) => entry.update), nextAt };
  }

  function markHandedOut(entry: QueuedUpdate): void {
    const isFirst = !entry.wasAskedForDuplicate;
    entry.wasAskedForDuplicate = true;
    if (isFirst && faults.forDelivery('duplicate')) {
      // It stays in the queue over its confirmation and so is handed out once more.
      entry.isStubborn = true;
      return;
    }
    entry.wasHandedOut = true;
  }

  function confirm(offset: number | undefined): void {
    if (offset === undefined) return;
    if (offset < 0) queue.keepLast(-offset);
    else queue.confirm(offset);
  }

  return {
    poll({ offset, limit, timeoutMs, signal }) {
      waiting?.refuse(takenOver());
      confirm(offset);
      const first = hand(limit);
      if (first.updates.length > 0 || timeoutMs <= 0 || signal.aborted) return Promise.resolve(first.updates);

      return new Promise<Update[]>((resolve, reject) => {
        let heldTimer: NodeJS.Timeout | undefined;
        const settle = (act: () => void): void => {
          clearTimeout(timer);
          clearTimeout(heldTimer);
          signal.removeEventListener('abort', poll.end);
          if (waiting === poll) waiting = undefined;
          act();
        };
        const wakeAt = (at: number | null): void => {
          clearTimeout(heldTimer);
          if (at !== null) heldTimer = setTimeout(poll.look, Math.max(1, at - now()));
        };
        const poll = {
          refuse: (reason: BotApiError) => settle(() => reject(reason)),
          end: () => settle(() => resolve([])),
          look: () => {
            const { updates, nextAt } = hand(limit);
            if (updates.length > 0) settle(() => resolve(updates));
            else wakeAt(nextAt);
          },
        };
        const timer = setTimeout(poll.end, timeoutMs);
        signal.addEventListener('abort', poll.end, { once: true });
        waiting = poll;
        wakeAt(first.nextAt);
      });
    },
    terminate: (reason) => waiting?.refuse(reason),
    stop() {
      stopListening();
      waiting?.end();
    },
  };
}
