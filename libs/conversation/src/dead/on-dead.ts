import { isJobKind, readJobRequest, type DeadJob, type JobRequest, type OnDead } from '@ownerbot/queues';
import type { OwnerBotError } from '@ownerbot/runtime';
import { buryDead } from '@ownerbot/storage';
import { releaseHeld } from '../turn/release-held';
import { buryEvent } from '../turn/bury-event';
import { ledgerEventOfInternal, ledgerEventOfUpdate } from '../turn/read-event';
import { turnWork } from '../turn/take-turn';
import { readSession } from '../model/session';
import { buryToolRun } from '../answers/run-tool';
import type { AnswerParts } from '../answers/tool-run-parts';

/**
 * What a dead job means for its chat: an update's row is dead, so that the chat goes on, and the owner is told once; a tool run
 * gets its failure as its answer. Idempotent. Any other kind only leaves a line: whoever takes it buries it.
 */
export function createOnDead(parts: AnswerParts): OnDead {
  const work = turnWork(parts);
  return async (job, error) => {
    const request = readDead(job);
    if (request === null) {
      parts.log.error('dead_job_unreadable', { kind: job.kind, jobId: job.id, correlationId: job.correlationId, code: error.code });
      return;
    }
    switch (request.kind) {
      case 'inbox.update':
        return endEvent(ledgerEventOfUpdate(request.payload), error);
      case 'inbox.heard':
      case 'inbox.planned':
      case 'inbox.waited':
        return endEvent(ledgerEventOfInternal(request.payload, job.addedAt), error);
      case 'tool.run':
        return buryToolRun(parts, request, error);
      case 'action.commit':
        return buryCommit(request.payload.proposalId, request, error);
      default:
        parts.log.error('job_dead', { kind: request.kind, jobId: request.id, correlationId: request.correlationId, code: error.code });
    }
  };

  /** The proposal stays as it is stored, and the sweep carries it on; the operators are told of the defect. */
  async function buryCommit(proposalId: string, { id: jobId, correlationId }: { id: string; correlationId: string }, error: OwnerBotError): Promise<void> {
    parts.log.error('job_dead', { kind: 'action.commit', jobId, correlationId, proposalId, code: error.code });
    await buryDead(parts.db, { kind: 'action.commit', jobId, at: parts.clock.now(), correlationId, code: error.code, description: error.message });
  }

  async function endEvent(row: Parameters<typeof buryEvent>[1], error: OwnerBotError): Promise<void> {
    const claim = await buryEvent(work, row, error);
    if (claim.heldCount > 0) await releaseHeld(work, row, readSession(claim.session));
  }
}

/** Null: the payload is not one of its kind (which is why it is dead), so nothing can be known of it. */
function readDead({ kind, id, payload, correlationId }: DeadJob): JobRequest | null {
  if (!isJobKind(kind)) return null;
  try {
    return readJobRequest({ kind, id, payload, correlationId });
  } catch {
    return null;
  }
}
