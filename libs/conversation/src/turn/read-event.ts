import type { InboxInternal, InboxUpdate } from '@ownerbot/queues';
import { replayJobId } from '@ownerbot/operations';
import type { Claim } from '@ownerbot/storage';
import { readUpdate } from '@ownerbot/telegram';
import { waitedName, type EventName, type TurnEvent } from '../model/event';
import type { AwaitedEvent } from '../model/session';

/** `tg-<bot>-<update>`: the inbox job of an update, and the correlation id of its whole request. */
export function requestId(botId: string, updateId: string): string {
  return `tg-${botId}-${updateId}`;
}

/** How an event stands in the ledger. */
export interface LedgerEvent {
  readonly botId: string;
  readonly updateId: string;
  readonly event: EventName;
  readonly chatId: string;
  readonly userId: string | null;
  /** The raw update, or the data of an internal event. */
  readonly payload: object;
  readonly receivedAt: Date;
}

export function ledgerEventOfUpdate(job: InboxUpdate): LedgerEvent {
  return {
    botId: job.botId,
    updateId: job.updateId,
    event: 'update',
    chatId: job.chatId,
    userId: job.userId,
    payload: job.update,
    receivedAt: new Date(job.receivedAt),
  };
}

export function ledgerEventOfInternal(job: InboxInternal, addedAt: Date): LedgerEvent {
  return {
    botId: job.botId,
    updateId: job.updateId,
    event: job.event === 'waited' ? waitedName(awaitedIn(job.data)) : job.event,
    chatId: job.chatId,
    userId: null,
    payload: job.data,
    receivedAt: addedAt,
  };
}

/** The event that a turn handles, read from what the ledger keeps, so that a held one is read in the same way later. */
export function readEvent(row: LedgerEvent): TurnEvent {
  const { botId, updateId, chatId } = row;
  const correlationId = requestId(botId, updateId);
  if (row.event === 'update') {
    return { name: 'update', botId, updateId, chatId, jobId: correlationId, correlationId, receivedAt: row.receivedAt, facts: readUpdate(row.payload) };
  }
  const base = { botId, updateId, chatId, jobId: `${correlationId}-${row.event}`, correlationId };
  if (row.event === 'waited' || row.event === 'waited-planned') {
    return { ...base, name: 'waited', awaited: row.event === 'waited' ? 'heard' : 'planned', effectId: 'effectId' in row.payload && typeof row.payload.effectId === 'string' ? row.payload.effectId : null };
  }
  return { ...base, name: row.event, receivedAt: row.receivedAt, data: { ...row.payload } };
}

const awaitedIn = (data: object): AwaitedEvent => ('awaited' in data && data.awaited === 'planned' ? 'planned' : 'heard');

/** The event of a row that a replay has reopened: what it causes now has ids of its own, for those of its first turn may be taken. */
export function inGeneration<E extends TurnEvent>(event: E, { row }: Pick<Claim, 'row'>): E {
  return row.replays === 0 ? event : { ...event, jobId: replayJobId(event.jobId, row.replays) };
}
