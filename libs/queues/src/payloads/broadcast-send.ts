import { TelegramId } from './fields';

/** `broadcast.send`: the text of a broadcast for one of its recipients; the text is in the broadcast's row. */
export class BroadcastSend {
  @TelegramId() readonly broadcastId: string;
  @TelegramId() readonly botId: string;
  @TelegramId() readonly chatId: string;
}
