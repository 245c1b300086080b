import type { FileMessage, MessageSend } from '@ownerbot/queues';
import { addFollowing, type EffectFacts } from '@ownerbot/storage';
import { dispatch } from '../turn/dispatch';
import type { ConversationParts } from '../turn/turn-parts';
import type { MessageBody } from '../model/message';

type TellParts = Pick<ConversationParts, 'db' | 'producer' | 'clock' | 'atCrashPoint'>;

/**
 * Says what a file's message holds for the case that there will be no file: its text is edited, and nothing is sent where that cannot be. It
 * stands behind the text in the order of answers, so that there is a text to be edited. Idempotent.
 */
export async function tellOtherwise(parts: TellParts, effect: Pick<EffectFacts, 'botId' | 'chatId' | 'payload'>, of: { readonly effectId: string; readonly correlationId: string }): Promise<void> {
  const message = fileMessageOf(effect.payload);
  if (message?.otherwise === null || message?.otherwise === undefined) return;
  const { text, buttons } = message.otherwise;
  const after = message.after ?? null;
  const said: MessageBody = { type: 'text', text, ...(buttons.length === 0 ? {} : { buttons }), ...(after === null ? {} : { editOf: after, editOnly: true }), delivery: 'at-least-once' };
  const { botId, chatId } = effect;
  const id = `${of.effectId}-otherwise`;
  const payload: MessageSend = { effectId: id, botId, chatId, message: said };
  const told = { id, kind: 'message.send', n: 1, gated: true, laneKey: chatId, payload } as const;
  const written = await addFollowing(parts.db, { causeId: of.effectId, effect: told, at: parts.clock.now() });
  await dispatch(parts, { seq: null, chat: { botId, chatId, correlationId: of.correlationId }, effects: [told], written, recheck: true, added: 'dead.added' });
}

/** The message of a file, of its own job or of the drawing that it waits for. */
function fileMessageOf(payload: object | null): FileMessage | null {
  const message: unknown = payload !== null && 'message' in payload ? payload.message : null;
  return typeof message === 'object' && message !== null && 'artifactId' in message ? (message as FileMessage) : null;
}
