import { letterOf, lineageOf } from '@ownerbot/operations';
import { isJobKind, readJobRequest, type DeadJob, type JobRequest, type OnDead } from '@ownerbot/queues';
import { buryDead, readEffect, readProposal, type Burial, type NewLetter } from '@ownerbot/storage';
import { buryToolRun } from '../answers/bury-tool-run';
import type { AnswerParts } from '../answers/tool-run-parts';
import { readSession } from '../model/session';
import { buryEvent } from '../turn/bury-event';
import { ledgerEventOfInternal, ledgerEventOfUpdate, type LedgerEvent } from '../turn/read-event';
import { releaseHeld } from '../turn/release-held';
import { turnWork, type TurnWork } from '../turn/turn-work';
import { buryDrawing } from '../drawings/bury-drawing';
import { buryPlan } from '../plan/run/bury-plan';
import { buryVoice } from '../voice/bury-voice';
import { buryMessage } from './bury-message';
import { effectIdOf, RUNS } from './effect-id-of';

/**
 * Buries a dead job: it becomes a letter, and what it means for its chat is done. An update's row is dead, so that the chat goes on, and
 * the owner is told once; a tool run gets its failure as its answer; a message is finished, so that those behind it go; a proposal stays
 * as it is stored, for the sweep of the actions carries it on. Idempotent; killed at any line, the sweep of dead jobs does it again.
 */
export function createOnDead(parts: AnswerParts): OnDead {
  const work = turnWork(parts);
  return async (job): Promise<'buried'> => {
    await bury(work, parts, job);
    return 'buried';
  };
}

async function bury(work: TurnWork, parts: AnswerParts, job: DeadJob): Promise<void> {
  const letter = letterOf(job);
  const { kind, jobId, correlationId, code } = letter;
  parts.log.error('job_dead', { kind, jobId, correlationId, code, attempts: job.attempts });
  const request = await readDead(parts, job);
  if (request === null) return buryUnreadable(parts, job, letter);
  switch (request.kind) {
    case 'inbox.update':
      return endEvent(work, ledgerEventOfUpdate(request.payload), letter);
    case 'inbox.heard':
    case 'inbox.planned':
    case 'inbox.waited':
      return endEvent(work, ledgerEventOfInternal(request.payload, job.addedAt), letter);
    case 'voice.transcribe':
      return buryVoice(parts, request, letter);
    case 'intent.plan':
      return buryPlan(parts, request, letter);
    case 'tool.run':
      return buryToolRun(parts, request, letter);
    case 'report.render':
      return buryDrawing(parts, request, letter);
    case 'message.send':
      await buryMessage(parts, job);
      return;
    case 'action.commit': {
      const proposal = await readProposal(parts.db, request.payload.proposalId);
      return keep(parts, { letter: { ...letter, botId: proposal?.botId ?? null, chatId: proposal?.chatId ?? null }, at: parts.clock.now() });
    }
    default:
      return keep(parts, { letter, at: parts.clock.now() });
  }
}

async function endEvent(work: TurnWork, row: LedgerEvent, letter: NewLetter): Promise<void> {
  const claim = await buryEvent(work, row, letter);
  if (claim.heldCount > 0) await releaseHeld(work, row, readSession(claim.session));
}

async function keep(parts: AnswerParts, burial: Burial): Promise<void> {
  const { buried } = await buryDead(parts.db, burial);
  if (buried) parts.observe.buried(burial.letter.kind, burial.letter.code);
}

/** Null: the payload is not one of its kind (which is why it is dead), and no effect holds a better one. */
async function readDead({ db }: AnswerParts, job: DeadJob): Promise<JobRequest | null> {
  const { kind, id, correlationId } = job;
  if (!isJobKind(kind)) return null;
  const read = (payload: unknown): JobRequest | null => {
    try {
      return readJobRequest({ kind, id, payload, correlationId });
    } catch {
      return null;
    }
  };
  const request = read(job.payload);
  const effectId = request === null && RUNS.includes(kind) ? effectIdOf({ ...job, payload: null }) : null;
  return effectId === null ? request : read((await readEffect(db, effectId))?.payload);
}

/** Nothing but ids can be known of it: its chat goes on all the same. */
async function buryUnreadable(parts: AnswerParts, job: DeadJob, letter: NewLetter): Promise<void> {
  parts.log.error('dead_job_unreadable', { kind: letter.kind, jobId: letter.jobId, correlationId: letter.correlationId, code: letter.code });
  if (letter.kind === 'message.send') {
    await buryMessage(parts, job);
    return;
  }
  const [, botId, updateId, event = 'update'] = /^tg-(\d{1,18})-(\d{1,18})(?:-(heard|planned|waited-planned|waited))?$/.exec(lineageOf(letter.jobId).base) ?? [];
  const update = botId === undefined || updateId === undefined || !letter.kind.startsWith('inbox.') ? null : { botId, updateId, event: event as LedgerEvent['event'] };
  await keep(parts, { letter, update, effectId: effectIdOf(job), at: parts.clock.now() });
}
