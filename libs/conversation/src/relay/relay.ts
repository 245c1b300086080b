import { messageOf } from '@ownerbot/runtime';
import { done, readJobRequest, type JobContext, type JobRequest, type Outcome } from '@ownerbot/queues';
import { brokenOffTurns, overdueToolRuns, pendingEffects, settleDecided, takeUndelivered, waitingChats, type LedgerRow } from '@ownerbot/storage';
import { OverdueRunError } from '../errors';
import { buryToolRun } from '../answers/bury-tool-run';
import { letterOfLostRun } from '../dead/letters';
import type { AnswerParts } from '../answers/tool-run-parts';
import { addAndMark, dispatchReady, jobOf } from '../turn/dispatch';
import { requestId } from '../turn/read-event';
import { closeQuestions } from './close-questions';
import { whileStoresAnswer } from '../turn/take-turn';
import { jobEventOf, waitedName } from '../model/event';
import type { AwaitedEvent } from '../model/session';

const SECOND = 1_000;

/** The times after which something counts as left behind, in milliseconds. */
export interface RelayTiming {
  /** Whoever wrote an effect dispatches it at once; after this time it did not. */
  readonly leftBehindMs: number;
  /** What is in a queue for so long is added again, in case the queue's store has lost it. */
  readonly undeliveredMs: number;
  /** The job of a claimed update has had its retries by then. */
  readonly brokenOffMs: number;
  /** Past the deadline of a tool run. */
  readonly overdueMs: number;
  /** How long a chat waits for an event before it goes on without it (`ASR_HOLD_MAX_SEC`, `LLM_TIMEOUT_SECONDS`). */
  readonly holdMs: Readonly<Record<AwaitedEvent, number>>;
}

export const RELAY_TIMING: RelayTiming = {
  leftBehindMs: 5 * SECOND,
  undeliveredMs: 600 * SECOND,
  brokenOffMs: 120 * SECOND,
  overdueMs: 300 * SECOND,
  holdMs: { heard: 60 * SECOND, planned: 20 * SECOND },
};

/** Work of one tick; what is left is found by the next. */
const BATCH = 500;

/** The name of its schedule, and how often it comes. */
export const RELAY_SCHEDULE = { name: 'relay', everyMs: 5 * SECOND } as const;

/**
 * Finds what a crash left behind and sets it going again (docs/architecture.md, section 4). Several workers may do it at once: ids are made
 * from what they belong to, so what is added twice is added once, and marks only go forward.
 */
export function createRelay(parts: AnswerParts, timing: RelayTiming = RELAY_TIMING): (job: Pick<JobContext<'schedule.tick'>, 'log'>) => Promise<Outcome> {
  return (job) =>
    whileStoresAnswer(async () => {
      await relay({ ...parts, log: job.log }, timing);
      return done();
    });
}

async function relay(parts: AnswerParts, timing: RelayTiming): Promise<void> {
  const now = parts.clock.now();
  const found = {
    effect: await sendEffects(parts, ago(now, timing.leftBehindMs)),
    turn: await settleTurns(parts, ago(now, timing.leftBehindMs), now),
    waited: await endWaits(parts, timing, now),
    again: await repeatTurns(parts, timing, now),
    lost: await addUndelivered(parts, ago(now, timing.undeliveredMs), now),
    run: await endOverdueRuns(parts, ago(now, timing.overdueMs)),
  };
  // No sign of a crash: that nobody answers is usual.
  await closeQuestions(parts, now, BATCH);
  for (const [what, count] of Object.entries(found)) {
    if (count === 0) continue;
    parts.observe.relayed(what as keyof typeof found, count);
    parts.log.warn('relay_found', { what, count });
  }
}

function ago(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}

async function sendEffects(parts: AnswerParts, before: Date): Promise<number> {
  const left = await pendingEffects(parts.db, { before, limit: BATCH });
  await addAndMark(parts, null, left, 'relay.added');
  return left.length;
}

/** A queue's store may lose its last second; an answer that is lost would hold back all answers after it. */
async function addUndelivered(parts: AnswerParts, before: Date, at: Date): Promise<number> {
  const jobs = (await takeUndelivered(parts.db, { before, at, limit: BATCH })).map(jobOf);
  if (jobs.length > 0) await parts.producer.addAll(jobs);
  return jobs.length;
}

/** Decided turns whose effects are all out are done; requests that can write nothing any more stop holding back their chats. */
async function settleTurns(parts: AnswerParts, before: Date, at: Date): Promise<number> {
  const freed = await settleDecided(parts.db, { before, at });
  for (const chat of freed) await dispatchReady(parts, chat);
  return freed.length;
}

/** A chat that has waited long enough goes on by the event `waited`. */
async function endWaits(parts: AnswerParts, timing: RelayTiming, at: Date): Promise<number> {
  const events: readonly AwaitedEvent[] = ['heard', 'planned'];
  const jobs: JobRequest[] = [];
  for (const event of events) {
    const chats = await waitingChats(parts.db, { event, before: ago(at, timing.holdMs[event]), at, limit: BATCH });
    for (const { botId, chatId, updateId } of chats) {
      const correlationId = requestId(botId, updateId);
      jobs.push({
        kind: 'inbox.waited',
        id: `${correlationId}-${waitedName(event)}`,
        laneKey: chatId,
        payload: { botId, updateId, chatId, event: 'waited', data: { awaited: event } },
        correlationId,
      });
    }
  }
  if (jobs.length > 0) await parts.producer.addAll(jobs);
  return jobs.length;
}

/**
 * A turn whose job is gone (the queue's store lost it, or nobody released what was held) comes again, in its lane, under an id of
 * its own: that of the lost job may be remembered as finished.
 */
async function repeatTurns(parts: AnswerParts, timing: RelayTiming, at: Date): Promise<number> {
  const turns = await brokenOffTurns(parts.db, { before: ago(at, timing.brokenOffMs), heldBefore: ago(at, timing.leftBehindMs), at, limit: BATCH });
  const slot = Math.floor(at.getTime() / timing.brokenOffMs);
  const jobs = turns.flatMap((turn) => (turn.payload === null ? [] : [jobAgain(turn, turn.payload, slot)]));
  if (jobs.length > 0) await parts.producer.addAll(jobs);
  return jobs.length;
}

function jobAgain(turn: LedgerRow, stored: object, slot: number): JobRequest {
  const { botId, updateId, chatId, userId, event, correlationId } = turn;
  const payload =
    event === 'update'
      ? { botId, updateId, chatId, userId, receivedAt: turn.receivedAt.toISOString(), update: stored }
      : { botId, updateId, chatId, event: jobEventOf(event), data: stored };
  const suffix = event === 'update' ? '' : `-${event}`;
  return readJobRequest({ kind: `inbox.${jobEventOf(event)}`, id: `${requestId(botId, updateId)}${suffix}-again-${slot}`, laneKey: chatId, payload, correlationId });
}

/** Every tool run ends in an answer, also one whose job is lost. */
async function endOverdueRuns(parts: AnswerParts, deadlineBefore: Date): Promise<number> {
  const runs = await overdueToolRuns(parts.db, { deadlineBefore, limit: BATCH });
  for (const { effectId, correlationId, payload } of runs) {
    const request = readJobRequest({ kind: 'tool.run', id: effectId, payload, correlationId });
    if (request.kind !== 'tool.run') continue;
    try {
      const letter = letterOfLostRun(request.payload, correlationId, new OverdueRunError(effectId), parts.clock.now());
      await buryToolRun(parts, { payload: request.payload, correlationId }, letter);
    } catch (error) {
      parts.log.error('overdue_run_not_ended', { correlationId, effectId, error: messageOf(error) });
    }
  }
  return runs.length;
}
