import { messageOf } from '@ownerbot/runtime';
import { oldestHeld, type ChatKey } from '@ownerbot/storage';
import { DecisionFailedError, DomainGapError } from '../errors';
import { isEventName } from '../model/event';
import { readSession, type Session } from '../model/session';
import { letterOfHeld } from '../dead/letters';
import { buryEvent } from './bury-event';
import { claimEvent } from './claim-event';
import { commitDecision } from './commit-decision';
import { inGeneration, readEvent, type LedgerEvent } from './read-event';
import type { TurnWork } from './turn-work';

/**
 * While the chat holds what may go on (the event that its session awaits; anything, when it awaits nothing): the oldest such row
 * takes its turn, in the same way as from the queue. Each round ends one row, so it ends.
 */
export async function releaseHeld(work: TurnWork, chat: ChatKey, session: Session): Promise<void> {
  let current = session;
  for (;;) {
    const row = await nextHeld(work, chat, current);
    if (row === null) return;
    const read = readEvent(row);
    const claim = await claimEvent(work, row, read);
    const event = inGeneration(read, claim);
    // Another worker has it already, or one that came before it broke off: whoever ends that goes on from there.
    if (claim.row.state !== 'held' || claim.earlier.open > 0) return;
    const begun = performance.now();
    try {
      const taken = await commitDecision(work, event, claim, { wasHeld: true });
      work.observe.turnTaken(row.event, taken.result, performance.now() - begun);
      current = taken.session;
    } catch (error) {
      // The job at hand is another update's: only a held event's own defect may bury it, never an outage.
      if (!(error instanceof DecisionFailedError || error instanceof DomainGapError)) throw error;
      work.log.error('held_event_failed', { correlationId: event.correlationId, code: error.code, error: messageOf(error) });
      await buryEvent(work, row, letterOfHeld(row, event, error, work.clock.now()));
      current = readSession(claim.session);
    }
    await work.atCrashPoint('turn.released');
  }
}

async function nextHeld(work: TurnWork, chat: ChatKey, { awaits }: Session): Promise<LedgerEvent | null> {
  const key = { botId: chat.botId, chatId: chat.chatId };
  const row = await (awaits === null ? oldestHeld(work.db, key) : oldestHeld(work.db, key, { event: awaits.event, updateId: awaits.updateId }));
  if (row === null || !isEventName(row.event)) return null;
  return { ...key, updateId: row.updateId, event: row.event, userId: row.userId, payload: row.payload ?? {}, receivedAt: row.receivedAt };
}
