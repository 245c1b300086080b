import { buryMessage } from '@ownerbot/conversation';
import type { OnDead } from '@ownerbot/queues';
import type { Logger } from '@ownerbot/runtime';
import type { SendingParts } from './sending-parts';

/** Makes a letter of a message that is dead, and lets its chat go on past it. Idempotent. */
export function buryDeadMessage({ db, producer, clock, counts, atCrashPoint }: SendingParts, log: Logger): OnDead {
  return async (job, error): Promise<'buried'> => {
    const buried = await buryMessage({ db, producer, clock, observe: counts, atCrashPoint }, job);
    if (buried) log.error('job_dead', { kind: job.kind, jobId: job.id, correlationId: job.correlationId, attempts: job.attempts, error });
    return 'buried';
  };
}
