import type { JobRequest } from '@ownerbot/queues';
import type { RunName } from '@ownerbot/storage';

/** The id of the job of a run, which is also what all that it causes is found by. */
export function runJobId({ ownerUserId, kind, slotKey }: RunName): string {
  return `ntf-${ownerUserId}-${kind}-${slotKey}`;
}

/** The job of a run; `again` names one that comes beside a job that may be lost or asleep. */
export function runJob(run: RunName, again = ''): JobRequest {
  const { ownerUserId, kind, slotKey } = run;
  const id = runJobId(run);
  return { kind: 'notify.run', id: `${id}${again}`, payload: { ownerUserId, kind, slotKey }, correlationId: id };
}
