/** Every kind of update of the Bot API, in the order of its `Update` object; a kind that came later is `other`. */
export const UPDATE_KINDS = [
  'message', 'edited_message', 'channel_post', 'edited_channel_post',
  'business_connection', 'business_message', 'edited_business_message', 'deleted_business_messages', 'guest_message',
  'message_reaction', 'message_reaction_count',
  'inline_query', 'chosen_inline_result', 'callback_query', 'shipping_query', 'pre_checkout_query', 'purchased_paid_media',
  'poll', 'poll_answer', 'my_chat_member', 'chat_member', 'chat_join_request', 'chat_boost', 'removed_chat_boost',
  'managed_bot', 'subscription', 'stopped_message_generation',
] as const;

export type UpdateKind = (typeof UPDATE_KINDS)[number] | 'other';

/** What we ask Telegram to send: what the bot acts upon, and what it denies with a record of the denial. */
export const WANTED_UPDATES: readonly UpdateKind[] = [
  'message', 'edited_message', 'channel_post', 'business_message', 'inline_query', 'callback_query', 'my_chat_member',
];

export type ChatKind = 'private' | 'group' | 'supergroup' | 'channel' | 'unknown';

/** A press on a button. `data` is as it came: at most 64 bytes from us, anything from a stranger. */
export interface PressFacts {
  readonly id: string;
  readonly data: string;
  /** The message under which the button is. */
  readonly messageId: string | undefined;
}

export const SOUND_KINDS = ['voice', 'audio', 'video_note', 'document'] as const;

/** A file of a message in which a voice may be. What a sender's app says of it is not checked here. */
export interface SoundFacts {
  readonly kind: (typeof SOUND_KINDS)[number];
  readonly fileId: string;
  /** The same for the same file, whoever sends it. */
  readonly fileUniqueId: string;
  readonly mime: string | undefined;
  readonly fileName: string | undefined;
  readonly durationSec: number | undefined;
  readonly sizeBytes: number | undefined;
}

/** What we know of an update without looking at what it asks for. Ids are decimal text. */
export interface UpdateFacts {
  readonly updateId: string;
  readonly kind: UpdateKind;
  /** Null when the update belongs to no chat (an inline query, a poll). */
  readonly chatId: string | null;
  readonly chatKind: ChatKind;
  /** Who acted. Null for channel posts, anonymous votes and the like. */
  readonly userId: string | null;
  readonly isBot: boolean;
  readonly firstName: string | undefined;
  /** IETF tag as the person's app tells it. */
  readonly languageCode: string | undefined;
  /** Text or caption, normalized. */
  readonly text: string | undefined;
  /** Somebody else's message, passed on (`forward_origin`). */
  readonly isForwarded?: true;
  /** A voice message, or another file that came with the message. */
  readonly sound: SoundFacts | undefined;
  readonly messageId: string | undefined;
  /** When it happened, by Telegram's clock. */
  readonly date: Date | undefined;
  readonly press: PressFacts | undefined;
  /** The group of this message became a supergroup with that id. */
  readonly migratedToChatId: string | undefined;
  /** The bot itself was blocked or put out (`false`), or let in again (`true`). */
  readonly botIsMember: boolean | undefined;
}
