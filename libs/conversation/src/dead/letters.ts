import { letterOf } from '@ownerbot/operations';
import type { ToolRun } from '@ownerbot/queues';
import type { OwnerBotError } from '@ownerbot/runtime';
import type { NewLetter } from '@ownerbot/storage';
import { jobEventOf, type TurnEvent } from '../model/event';
import type { LedgerEvent } from '../turn/read-event';

/** The letter of an event that died while it was held: its job was done when it was put aside. */
export function letterOfHeld(row: LedgerEvent, event: TurnEvent, error: OwnerBotError, at: Date): NewLetter {
  const { botId, updateId, chatId, userId, event: name } = row;
  const payload =
    name === 'update'
      ? { botId, updateId, chatId, userId, receivedAt: row.receivedAt.toISOString(), update: row.payload }
      : { botId, updateId, chatId, event: jobEventOf(name), data: row.payload };
  return lost({ kind: `inbox.${jobEventOf(name)}`, queue: 'inbox', id: event.jobId, payload, correlationId: event.correlationId, addedAt: row.receivedAt }, error, at);
}

/** The letter of a tool run whose job the queue has lost. */
export function letterOfLostRun(payload: ToolRun, correlationId: string, error: OwnerBotError, at: Date): NewLetter {
  return lost({ kind: 'tool.run', queue: 'tools', id: payload.effectId, payload, correlationId, addedAt: new Date(payload.requestedAt) }, error, at);
}

interface LostJob {
  readonly kind: string;
  readonly queue: string;
  readonly id: string;
  readonly payload: unknown;
  readonly correlationId: string;
  readonly addedAt: Date;
}

function lost(job: LostJob, error: OwnerBotError, at: Date): NewLetter {
  return letterOf({ ...job, attempts: 1, diedAt: at, history: [{ at: at.toISOString(), code: error.code, message: error.message, stack: [] }] });
}
