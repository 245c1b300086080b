import { Name, TelegramId } from './fields';
import { OUTGOING_MESSAGES, type OutgoingMessage } from './outgoing-message';
import { UnionOf } from './union';

/** `message.send`: one message, edit or gesture for one chat. */
export class MessageSend {
  @Name() readonly effectId: string;
  @TelegramId() readonly botId: string;
  @TelegramId() readonly chatId: string;
  @UnionOf('type', OUTGOING_MESSAGES) readonly message: OutgoingMessage;
}
