import { claimUpdate, type Claim } from '@ownerbot/storage';
import type { TurnEvent } from '../model/event';
import { countsVoices, factKeysOf, looksAtActions, namedEffectOf } from './turn-facts';
import type { LedgerEvent } from './read-event';
import type { ConversationParts } from './turn-parts';

/** Enters the event into the ledger, or finds it there, and reads in the same statement all that its decision needs. */
export function claimEvent(parts: Pick<ConversationParts, 'db' | 'clock' | 'access' | 'composed' | 'limits'>, row: LedgerEvent, event: TurnEvent): Promise<Claim> {
  return claimUpdate(parts.db, {
    botId: row.botId,
    updateId: row.updateId,
    event: row.event,
    chatId: row.chatId,
    // An internal event has no sender; it comes to private chats alone, and there the chat's id is the owner's.
    userId: event.name === 'update' ? row.userId : row.chatId,
    kind: event.name === 'update' ? (event.facts?.kind ?? 'other') : event.name,
    correlationId: event.correlationId,
    payload: row.payload,
    receivedAt: row.receivedAt,
    at: parts.clock.now(),
    factKeys: factKeysOf(parts, event),
    namedEffectId: namedEffectOf(event),
    withActions: looksAtActions(parts, event),
    countsVoices: countsVoices(event),
    floodLimit: parts.limits.floodMaxPerMinute,
  });
}
