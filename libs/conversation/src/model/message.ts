import type { OutgoingMessage } from '@ownerbot/queues';
import type { Reply } from './reply';

/** A message on its way out, in the payload of `message.send`. */
export type MessageBody = OutgoingMessage;

interface TextOptions {
  /** The effect whose message is edited into this one; where that cannot be, this is sent anew. */
  readonly editOf?: string | null;
  readonly editMessageId?: string | null;
  readonly replyToMessageId?: string | null;
  /** Answers are `at-least-once`; progress is `at-most-once`. */
  readonly delivery?: 'at-least-once' | 'at-most-once';
}

export function textMessage(reply: Reply, options: TextOptions = {}): MessageBody {
  const { editOf, editMessageId, replyToMessageId, delivery = 'at-least-once' } = options;
  return {
    type: 'text',
    text: reply.html,
    ...(reply.buttons === undefined || reply.buttons.length === 0 ? {} : { buttons: reply.buttons.map((row) => row.map((one) => ({ ...one }))) }),
    ...(typeof editOf === 'string' ? { editOf } : {}),
    ...(typeof editMessageId === 'string' ? { editMessageId } : {}),
    ...(typeof replyToMessageId === 'string' ? { replyToMessageId } : {}),
    delivery,
  };
}

/** Answers a press: with `text` a short toast, as an `alert` a window that must be closed. */
export function callbackAnswer(callbackQueryId: string, text?: string, alert = false): MessageBody {
  return { type: 'callback', callbackQueryId, ...(text === undefined ? {} : { text }), ...(alert ? { alert } : {}) };
}

/** Takes the buttons away from a message that was settled. */
export function withoutButtons(target: { readonly messageId: string } | { readonly of: string }): MessageBody {
  return { type: 'markup', ...target };
}
