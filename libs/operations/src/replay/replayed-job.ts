import { queueOf, readJobRequest, type JobRequest, type LaneCounts } from '@ownerbot/queues';
import type { OpenedItem, ReplayItem } from '@ownerbot/storage';
import { replayJobId } from '../burial/lineage';

/** A letter as the job that it becomes, and what that job needs in Postgres. */
export interface ReplayedJob {
  readonly request: JobRequest;
  readonly queue: string;
  readonly generation: number;
  readonly ledger: OpenedItem['ledger'];
  readonly effect: OpenedItem['effect'];
}

/**
 * Makes the job of a letter's next replay: a new id with its lineage, fresh attempts, and for a tool run as much time as its request had.
 * @throws PayloadInvalidError, JobKindUnknownError
 */
export function replayedJob(item: Pick<ReplayItem, 'kind' | 'baseJobId' | 'correlationId' | 'replays' | 'payload'>, lanes: LaneCounts, now: Date): ReplayedJob {
  const generation = item.replays + 1;
  const id = replayJobId(item.baseJobId, generation);
  const request = readJobRequest({ kind: item.kind, id, payload: item.payload, correlationId: item.correlationId });
  const made = (job: JobRequest, more: Partial<Pick<ReplayedJob, 'ledger' | 'effect'>> = {}): ReplayedJob => ({
    request: job,
    queue: queueOf(job.kind, job.id, job.laneKey, lanes),
    generation,
    ledger: null,
    effect: null,
    ...more,
  });
  switch (request.kind) {
    case 'inbox.update': {
      const { botId, updateId, chatId, update } = request.payload;
      return made({ ...request, laneKey: chatId }, { ledger: { botId, updateId, event: 'update', payload: update } });
    }
    case 'inbox.heard':
    case 'inbox.planned':
    case 'inbox.waited': {
      const { botId, updateId, chatId, event, data } = request.payload;
      return made({ ...request, laneKey: chatId }, { ledger: { botId, updateId, event, payload: data } });
    }
    case 'message.send': {
      const { effectId, chatId } = request.payload;
      return made({ ...request, laneKey: chatId }, { effect: { id: effectId, newId: null } });
    }
    case 'tool.run': {
      const { effectId, requestedAt, deadlineAt } = request.payload;
      const allowedMs = Math.max(0, Date.parse(deadlineAt) - Date.parse(requestedAt));
      const payload = { ...request.payload, effectId: id, deadlineAt: new Date(now.getTime() + allowedMs).toISOString() };
      const checked = readJobRequest({ ...request, payload });
      return made(checked, { effect: { id: effectId, newId: id } });
    }
    case 'voice.transcribe': {
      const { effectId, requestedAt, deadlineAt } = request.payload;
      const allowedMs = Math.max(0, Date.parse(deadlineAt) - Date.parse(requestedAt));
      // The chat has gone on: what is heard now is asked before it runs.
      const payload = { ...request.payload, effectId: id, deadlineAt: new Date(now.getTime() + allowedMs).toISOString(), isLate: true };
      return made(readJobRequest({ ...request, payload }), { effect: { id: effectId, newId: id } });
    }
    case 'report.render': {
      const { effectId } = request.payload;
      return made(readJobRequest({ ...request, payload: { ...request.payload, effectId: id } }), { effect: { id: effectId, newId: id } });
    }
    case 'intent.plan': {
      // The chat has gone on: whatever is planned now is only offered.
      const payload = { ...request.payload, effectId: id, isLate: true };
      return made(readJobRequest({ ...request, payload }), { effect: { id: request.payload.effectId, newId: id } });
    }
    case 'action.commit':
      return made(readJobRequest({ ...request, payload: { ...request.payload, reason: 'replay' } }));
    default:
      return made(request);
  }
}
