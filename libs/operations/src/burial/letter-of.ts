import { deathOf, type DeadJob } from '@ownerbot/queues';
import type { NewLetter } from '@ownerbot/storage';
import { fingerprintOf } from './fingerprint';
import { lineageOf } from './lineage';

/** What is kept of a dead job. Its payload may be of any shape: being of a wrong one is a reason to be dead. */
export function letterOf(job: DeadJob): NewLetter {
  // The ids that BullMQ gives to the ticks of a schedule hold colons, which no id of ours may.
  const jobId = job.id.includes(':') ? job.correlationId : job.id;
  const { base, generation } = lineageOf(jobId);
  const { code, message } = deathOf(job);
  const fields: Readonly<Record<string, unknown>> = typeof job.payload === 'object' && job.payload !== null ? { ...job.payload } : {};
  const [, botId = null, updateId = null] = /^tg-(\d{1,18})-(\d{1,18})$/.exec(job.correlationId) ?? [];
  return {
    kind: job.kind,
    queue: job.queue,
    jobId,
    baseJobId: base,
    generation,
    code,
    message,
    fingerprint: fingerprintOf(job.kind, code, message),
    correlationId: job.correlationId,
    botId: idIn(fields['botId']) ?? botId,
    chatId: idIn(fields['chatId']),
    updateId: idIn(fields['updateId']) ?? updateId,
    payload: job.payload ?? null,
    history: job.history.map((attempt, index) => ({ n: Math.max(job.attempts - job.history.length, 0) + index + 1, jobId, ...attempt })),
    addedAt: job.addedAt,
    diedAt: job.diedAt,
  };
}

function idIn(value: unknown): string | null {
  return typeof value === 'string' && /^-?\d{1,18}$/.test(value) ? value : null;
}
