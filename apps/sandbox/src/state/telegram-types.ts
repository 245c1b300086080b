/** The part of the Bot API's objects that the sandbox makes. Field names, units and shapes are Telegram's: https://core.telegram.org/bots/api */
export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface Chat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title?: string;
  username?: string;
  first_name?: string;
  last_name?: string;
}

/** Offsets and lengths are UTF-16 code units. */
export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
}

export interface FileReference {
  file_id: string;
  file_unique_id: string;
  file_size: number;
}

export interface PhotoSize extends FileReference {
  width: number;
  height: number;
}

export interface Document extends FileReference {
  file_name?: string;
  mime_type?: string;
}

export interface Voice extends FileReference {
  duration: number;
  mime_type?: string;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
}

export interface InlineKeyboard {
  inline_keyboard: InlineButton[][];
}

export interface Message {
  message_id: number;
  from?: User;
  chat: Chat;
  /** Unix time, seconds. */
  date: number;
  edit_date?: number;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  photo?: PhotoSize[];
  document?: Document;
  voice?: Voice;
  reply_to_message?: Message;
  reply_markup?: InlineKeyboard;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
}

export interface CallbackQuery {
  id: string;
  from: User;
  message: Message;
  chat_instance: string;
  data: string;
}

/** A person's or an injected update: whatever kind it is, Telegram puts it beside `update_id`. */
export type Update = { update_id: number } & Record<string, unknown>;

export interface BotCommand {
  command: string;
  description: string;
}
