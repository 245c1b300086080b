import type { Chat, Message } from './telegram-types';
import { BoundedMap } from './bounded-map';
import { bounds } from './limits';

/** A chat as the sandbox keeps it: who is in it, and everything that was said. */
export interface Room {
  chat: Chat;
  memberIds: Set<number>;
  /** The person blocked the bot, or the group removed it. */
  isBlocked: boolean;
  /** Set when the group became a supergroup; every call to it is then refused with this id. */
  migratedTo?: number;
  lastMessageId: number;
  posts: Map<number, Post>;
}

/** One message with its history. */
export interface Post {
  /** Grows over all rooms: the order in which things were said in the whole sandbox. */
  seq: number;
  /** Unix time in milliseconds; Telegram's own `date` has seconds only. */
  at: number;
  direction: 'in' | 'out';
  message: Message;
  edits: PostEdit[];
  deletedAt?: number;
}

/** What the message was until `at`. */
export interface PostEdit {
  at: number;
  before: Pick<Message, 'text' | 'caption' | 'reply_markup'>;
}

export function createRoom(chat: Chat, memberIds: Iterable<number>, firstMessageId: number): Room {
  return { chat, memberIds: new Set(memberIds), isBlocked: false, lastMessageId: firstMessageId - 1, posts: new BoundedMap(bounds.postsPerRoom) };
}

/** What the control API and the page are told of a room. */
export function roomView(room: Room) {
  return {
    chat: room.chat,
    member_ids: [...room.memberIds],
    blocked: room.isBlocked,
    migrated_to: room.migratedTo ?? null,
  };
}

/** What the control API and the page are told of a post. */
export function postView(post: Post) {
  return {
    seq: post.seq,
    at: post.at,
    chat_id: post.message.chat.id,
    direction: post.direction,
    message: post.message,
    edits: post.edits,
    deleted_at: post.deletedAt ?? null,
  };
}

/** The newest post that is still there, for lists of chats. */
export function lastPostView(room: Room) {
  const newest = [...room.posts.values()].findLast((post) => post.deletedAt === undefined);
  return newest ? postView(newest) : null;
}
