import { Worker, type IQueueBackend, type JobProgress } from 'bullmq';
import type { Envelope } from '../envelope';

/** BullMQ's worker, with an end that does not depend on the store. */
export class QueueWorker<B extends IQueueBackend, C> extends Worker<Envelope, null, string, B, JobProgress, C> {
  /** Stops renewing locks. `close` does so last, and never gets there when the store went away amid it. */
  abandon(): Promise<void> {
    return this.lockManager.close();
  }
}
