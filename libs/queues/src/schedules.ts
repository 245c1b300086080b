import type { StoredJob, StoreQueue } from './backends/backend';
import { BACKOFF_TYPE } from './backends/worker-options';
import type { Envelope } from './envelope';
import { JOB_KINDS } from './job-kinds';

const KIND = 'schedule.tick';
const UNKNOWN_SLOT = new Date(0).toISOString();

/**
 * Makes a tick come every `everyMs`, on the multiples of it since 1970 (UTC), once for all processes. Calling it again changes nothing,
 * or the interval. A tick that was missed while nobody worked comes once, not for each time.
 */
export async function setSchedule(queue: StoreQueue, name: string, everyMs: number, now: Date): Promise<void> {
  const spec = JOB_KINDS[KIND];
  const data: Envelope = { v: spec.version, kind: KIND, correlationId: `sch-${name}`, enqueuedAt: UNKNOWN_SLOT, payload: { name, slot: UNKNOWN_SLOT } };
  await queue.upsertJobScheduler(
    `sch-${name}`,
    // Counts only for a new schedule or a new interval; otherwise the next tick stays where it is.
    { every: everyMs, startDate: Math.ceil(now.getTime() / everyMs) * everyMs },
    { name: KIND, data, opts: { attempts: spec.attempts, backoff: { type: BACKOFF_TYPE }, removeOnComplete: { age: spec.keepDoneSec, count: 100 }, removeOnFail: false } },
  );
}

/** The data of a job. A tick's is a template, set by whichever release started last: version, slot and correlation id are filled in from the id that BullMQ gave it, `repeat:<schedule>:<ms>`. */
export function tickOf(job: StoredJob): Envelope {
  const [, schedule, at] = /^repeat:(sch-[a-z0-9-]+):(\d+)$/.exec(job.id ?? '') ?? [];
  if (schedule === undefined || at === undefined) return job.data;
  return { ...job.data, v: JOB_KINDS[KIND].version, correlationId: `${schedule}-${at}`, payload: { name: schedule.slice('sch-'.length), slot: new Date(Number(at)).toISOString() } };
}
