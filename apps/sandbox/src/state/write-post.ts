import { bounds } from './limits';
import { postView, type Post, type Room } from './room';
import type { Message, User } from './telegram-types';
import type { World } from './world';

/** Everything of a message but what the chat gives it. */
export type MessageContent = Omit<Message, 'message_id' | 'from' | 'chat' | 'date' | 'edit_date'>;

/** Adds a message to a chat: the bot's own (`out`) or a person's (`in`). */
export function writePost(world: World, room: Room, from: User, content: MessageContent): Post {
  const at = world.now();
  const message: Message = { message_id: ++room.lastMessageId, from, chat: room.chat, date: Math.floor(at / 1000), ...content };
  return keepPost(world, room, message, at);
}

/** Keeps a message whose id and sender are given, as an injected update brings it. */
export function keepPost(world: World, room: Room, message: Message, at: number): Post {
  const direction = message.from?.id === world.bot.id ? 'out' : 'in';
  const post: Post = { seq: world.next('post'), at, direction, message, edits: [] };
  room.posts.set(message.message_id, post);
  room.lastMessageId = Math.max(room.lastMessageId, message.message_id);
  world.bus.publish('post', () => postView(post));
  return post;
}

/** Replaces parts of a message. `showsEdited` is false for a change of the keyboard alone, as in Telegram's apps. */
export function editPost(world: World, post: Post, change: Partial<Message>, showsEdited: boolean): Message {
  const { text, caption, reply_markup } = post.message;
  const at = world.now();
  post.edits.push({ at, before: { text, caption, reply_markup } });
  if (post.edits.length > bounds.editsPerPost) post.edits.shift();
  const edited: Message = { ...post.message, ...change };
  if (showsEdited) edited.edit_date = Math.floor(at / 1000);
  for (const field of ['reply_markup', 'entities'] as const) if (edited[field] === undefined) delete edited[field];
  post.message = edited;
  world.bus.publish('post_edited', () => postView(post));
  return edited;
}

export function deletePost(world: World, post: Post): void {
  post.deletedAt = world.now();
  world.bus.publish('post_deleted', () => postView(post));
}

/** A message that is there and not deleted. */
export function livePost(room: Room, messageId: number): Post | undefined {
  const post = room.posts.get(messageId);
  return post && post.deletedAt === undefined ? post : undefined;
}

/** A message as another one quotes it. Telegram does not nest: it comes without its own quote. */
export function quoteOf(message: Message): Message {
  const quote = { ...message };
  delete quote.reply_to_message;
  return quote;
}
