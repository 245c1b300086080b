import { DelayedError, WaitingError } from 'bullmq';
import { codeOf, messageOf, sleep, type Logger } from '@ownerbot/runtime';
import type { StoredJob } from '../backends/backend';
import type { Outcome } from '../outcome';
import { AttemptFailure, FinalFailure } from './failures';

export interface SettleOptions {
  readonly log: Logger;
  readonly storeRetryMs: number;
  /** Held this long before it goes back. */
  readonly handBackMs: number;
  /** Fires when the process stops: hold nothing any more, wait for no store. */
  readonly stopping: AbortSignal;
}

/**
 * Says an outcome in BullMQ's terms: a value for done, a throw for the rest. `later` and `interrupted` use up no attempt; a job
 * that goes back keeps its place at the head of its queue.
 */
export async function settle(job: StoredJob, token: string, outcome: Outcome, options: SettleOptions): Promise<null> {
  switch (outcome.type) {
    case 'done':
      return null;
    case 'retry':
      throw new AttemptFailure(outcome.error, new Date());
    case 'dead':
      throw new FinalFailure(outcome.error, new Date());
    case 'later':
      await moveWithRetries(() => job.moveToDelayed(Date.now() + Math.max(1, outcome.ms), token), options);
      throw new DelayedError();
    case 'interrupted':
      // Who cannot finish it will be given it again at once; the pause keeps that from spinning.
      await sleep(options.handBackMs, options.stopping);
      await moveWithRetries(() => job.moveToWait(token), options);
      throw new WaitingError();
  }
}

/**
 * A move that fails because the store is away is tried again: thrown to BullMQ it would count as a failed attempt. Any other error
 * means that the job is not ours any more. A job that could not be moved stays active without an owner and is found as stalled.
 */
async function moveWithRetries(move: () => Promise<unknown>, { log, storeRetryMs, stopping }: SettleOptions): Promise<void> {
  for (;;) {
    try {
      await move();
      return;
    } catch (error) {
      if (codeOf(error) !== 'ECONNREFUSED' || stopping.aborted) {
        log.warn('job.not-moved', { message: messageOf(error) });
        return;
      }
    }
    await sleep(storeRetryMs, stopping);
  }
}
