export const BOT_TOKEN = '110201543:token-of-the-benchmarks-only-00000000';
export const BOT_ID = '110201543';
export const WEBHOOK_SECRET = 'a-secret-of-the-benchmarks';
export const PROPOSAL_HMAC_KEY = 'a-key-of-the-benchmarks-with-32-bytes-and-more';

/** Ids of the benchmarks' owners; each writes in the private chat of the same id. */
export const FIRST_CHAT = 700_000_001;

export function chatIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(FIRST_CHAT + index));
}

/** A message as Telegram delivers it. */
export function textUpdate(updateId: number, chatId: string, text: string, date: number): object {
  return {
    update_id: updateId,
    message: {
      message_id: updateId % 1_000_000,
      date,
      chat: { id: Number(chatId), type: 'private', first_name: 'Анна', last_name: 'Петрова', username: 'anna' },
      from: { id: Number(chatId), is_bot: false, first_name: 'Анна', last_name: 'Петрова', username: 'anna', language_code: 'ru' },
      text,
    },
  };
}
