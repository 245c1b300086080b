import type { IQueueBackend, JobsOptions, Queue } from 'bullmq';
import type { Envelope } from '../envelope';
import type { RawQueue, StoreQueue } from './backend';

/** The queue of either backend as this library sees it. */
export function storeQueue<B extends IQueueBackend, C>(queue: Queue<Envelope, null, string, Envelope, null, string, B, C>): StoreQueue {
  return {
    name: queue.name,
    raw: queue as unknown as RawQueue,
    add: (name, data, opts: JobsOptions) => queue.add(name, data, opts),
    addBulk: (jobs) => queue.addBulk(jobs),
    pause: () => queue.pause(),
    resume: () => queue.resume(),
    upsertJobScheduler: (id, repeat, template) => queue.upsertJobScheduler(id, repeat, template),
    removeJobScheduler: (id) => queue.removeJobScheduler(id),
    getFailed: (start, end) => queue.getJobs(['failed'], start, end, true),
    removeJob: (id) => queue.remove(id),
    jobState: (id) => queue.getJobState(id),
    getMeta: (field) => queue.getBackend().getQueueMetaField(field),
    setMeta: (values) => queue.getBackend().setQueueMeta(values),
  };
}
