import { readJobRequest, type JobRequest } from '@ownerbot/queues';
import { effectsOf, finishDispatch, readyMessages, type ChatKey, type DueEffect, type WrittenEffect } from '@ownerbot/storage';
import type { NumberedEffect } from '../model/number-effects';
import type { CrashPoint } from './crash-points';
import type { ConversationParts } from './turn-parts';

type DispatchParts = Pick<ConversationParts, 'db' | 'producer' | 'clock' | 'atCrashPoint'>;

/** The job that an effect becomes; its id is made from the effect's alone, so adding it twice adds it once. */
export function jobOf(effect: DueEffect): JobRequest {
  const { id, kind, laneKey, payload, correlationId, delayMs } = effect;
  return readJobRequest({ kind, id: kind === 'message.send' ? `${id}-msg` : id, laneKey, payload, correlationId, delayMs });
}

interface DispatchOrder {
  /** The turn's row, which becomes `done`; null for effects that no turn caused. */
  readonly seq: string | null;
  readonly chat: ChatKey & { readonly correlationId: string };
  readonly effects: readonly NumberedEffect[];
  /** What the statement that wrote them said of each. */
  readonly written: readonly WrittenEffect[];
  /** Whether another message of the chat may have become ready. */
  readonly recheck: boolean;
  readonly added: CrashPoint;
}

/**
 * Adds effects to their queues, then marks them. Messages whose turn in the order of answers has not come stay where they are:
 * whoever sends the message before them takes them along, and so does this, when that one was sent meanwhile.
 */
export async function dispatch(parts: DispatchParts, order: DispatchOrder): Promise<void> {
  const { botId, chatId, correlationId } = order.chat;
  const open = new Set(order.written.filter((one) => one.gateOpen).map((one) => one.id));
  const due = order.effects
    .filter((effect) => open.has(effect.id))
    .map(({ id, kind, laneKey, payload }) => ({ id, kind, botId, chatId, correlationId, laneKey, payload, delayMs: 0 }));
  await addAndMark(parts, order.seq, due, order.added);
  if (order.recheck) await dispatchReady(parts, order.chat);
}

/** Dispatches what a broken off turn left: effects that may go now. */
export async function dispatchLeft(parts: DispatchParts, chat: ChatKey, seq: string): Promise<void> {
  await addAndMark(parts, seq, await effectsOf(parts.db, seq), 'turn.added');
  await dispatchReady(parts, chat);
}

/** Dispatches the messages of a chat whose turn has come. Returns how many. */
export async function dispatchReady(parts: DispatchParts, chat: ChatKey): Promise<number> {
  const ready = await readyMessages(parts.db, { botId: chat.botId, chatId: chat.chatId });
  await addAndMark(parts, null, ready, 'ready.added');
  return ready.length;
}

/** Adds first, marks after: a kill between the two adds the same ids again, which adds nothing. */
export async function addAndMark(parts: DispatchParts, seq: string | null, due: readonly DueEffect[], added: CrashPoint): Promise<void> {
  if (due.length > 0) await parts.producer.addAll(due.map(jobOf));
  await parts.atCrashPoint(added);
  if (seq === null && due.length === 0) return;
  await finishDispatch(parts.db, { ...(seq === null ? {} : { seq }), effectIds: due.map((effect) => effect.id), at: parts.clock.now() });
}
