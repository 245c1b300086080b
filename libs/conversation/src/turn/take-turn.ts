import { done, interrupted, later, QueueUnavailableError, type JobContext, type Outcome } from '@ownerbot/queues';
import { StoreUnavailableError } from '@ownerbot/storage';
import { holdsBack } from '../decide/hold';
import { passes } from '../decide/incoming';
import type { TurnResult } from '../model/decision';
import { readSession } from '../model/session';
import { claimEvent } from './claim-event';
import { commitDecision } from './commit-decision';
import { dispatchLeft } from './dispatch';
import { hold } from './hold-event';
import { inGeneration, ledgerEventOfInternal, ledgerEventOfUpdate, readEvent, type LedgerEvent } from './read-event';
import { releaseHeld } from './release-held';
import type { ConversationParts } from './turn-parts';
import { turnWork, type TurnWork } from './turn-work';

/** How long an event waits for an earlier one of its chat whose turn broke off; the queue runs that one again. */
const EARLIER_UNFINISHED_MS = 250;

/** The handlers of the inbox. */
export interface Turns {
  takeUpdate(job: JobContext<'inbox.update'>): Promise<Outcome>;
  takeInternal(job: JobContext<'inbox.heard' | 'inbox.planned' | 'inbox.waited'>): Promise<Outcome>;
}

/**
 * Turns (docs/architecture.md, section 4). One that has begun is finished: it takes milliseconds, so the signal of a shutdown is not
 * looked at. Killed at any line, it is finished by the job's next run or by the relay, with the same effects.
 */
export function createTurns(parts: ConversationParts): Turns {
  const work = turnWork(parts);
  return {
    takeUpdate: (job) => whileStoresAnswer(() => takeTurn(work, ledgerEventOfUpdate(job.payload))),
    takeInternal: (job) => whileStoresAnswer(() => takeTurn(work, ledgerEventOfInternal(job.payload, job.addedAt))),
  };
}

/** A store that is away is no failure of the job: it goes back without losing an attempt. */
export async function whileStoresAnswer(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreUnavailableError || error instanceof QueueUnavailableError) return interrupted(error.message);
    throw error;
  }
}

async function takeTurn(work: TurnWork, row: LedgerEvent): Promise<Outcome> {
  const begun = performance.now();
  const { outcome, result } = await turnOf(work, row);
  work.observe.turnTaken(row.event, result, performance.now() - begun);
  return outcome;
}

interface Ended {
  readonly outcome: Outcome;
  readonly result: TurnResult | 'duplicate' | 'held' | 'later';
}

async function turnOf(work: TurnWork, row: LedgerEvent): Promise<Ended> {
  const read = readEvent(row);
  const claim = await claimEvent(work, row, read);
  const event = inGeneration(read, claim);
  await work.atCrashPoint('turn.claimed');
  const { state } = claim.row;
  const session = readSession(claim.session);

  if (state === 'done' || state === 'dead' || state === 'decided') {
    // Redelivered: what its turn decided is sent on, what it should have released is released.
    if (state === 'decided') await dispatchLeft(work, row, claim.row.seq);
    if (claim.heldCount > 0) await releaseHeld(work, row, session);
    return { outcome: done(), result: 'duplicate' };
  }

  const isFlooded = state === 'claimed' && row.event === 'update' && claim.acted >= work.limits.floodMaxPerMinute;
  if (!isFlooded && holdsBack(session, event, work.access)) {
    await hold(work, event, claim);
    return { outcome: done(), result: 'held' };
  }
  if (claim.earlier.open > 0) {
    return { outcome: later(EARLIER_UNFINISHED_MS, 'an earlier update of the chat is unfinished'), result: 'later' };
  }
  if (claim.earlier.held > 0 && session.awaits === null && !(event.name === 'update' && passes(event))) {
    // Whoever should have released them died: they go first, and this one after them.
    await hold(work, event, claim);
    await releaseHeld(work, row, session);
    return { outcome: done(), result: 'held' };
  }
  const taken = await commitDecision(work, event, claim, { wasHeld: state === 'held' });
  await work.atCrashPoint('turn.marked');
  if (claim.heldCount > 0) await releaseHeld(work, row, taken.session);
  return { outcome: done(), result: taken.result };
}
