import type { Texts } from '@ownerbot/messages';
import type { Otherwise } from '@ownerbot/queues';
import type { MessageBody } from '../model/message';
import type { ReplyButton } from '../model/reply';

/** The text of an answer as it reads when its file cannot be made or sent: the same figures, a note, and a button that asks for it all anew. */
export function withoutFile(texts: Texts, message: MessageBody, runId: string): Otherwise | null {
  if (message.type !== 'text') return null;
  return { text: `${message.text}\n\n${texts.html('conversation.file.failed')}`, buttons: [...(message.buttons ?? []), [retryButton(texts, runId)]] };
}

export function retryButton(texts: Texts, runId: string): ReplyButton {
  return { text: texts.text('conversation.file.again'), data: `retry:${runId}` };
}
