import type { Post, Room } from '../../state/room';
import { livePost } from '../../state/write-post';
import type { World } from '../../state/world';
import { badRequest, refusals } from '../errors';
import type { Params } from './params';

/** The chat that a call names, ready to be written to. Refuses as Telegram does when it is unknown, blocked or migrated. */
export function findRoom(world: World, params: Params): Room {
  const named = (params.text('chat_id') ?? '').trim();
  if (named === '') throw badRequest('chat_id is empty');
  const room = /^-?\d+$/.test(named) ? world.rooms.get(Number(named)) : undefined;
  if (!room) throw refusals.chatNotFound();
  if (room.migratedTo !== undefined) throw refusals.migrated(room.migratedTo);
  if (room.isBlocked) throw room.chat.type === 'private' ? refusals.blocked() : refusals.kicked(room.chat.type);
  return room;
}

/** The bot's own message that an edit names. */
export function findPostToEdit(room: Room, params: Params): Post {
  const messageId = readMessageId(params);
  const post = livePost(room, messageId);
  if (!post) throw refusals.editNotFound();
  if (post.direction === 'in') throw refusals.editNotAllowed();
  return post;
}

export function readMessageId(params: Params): number {
  const messageId = params.optionalInteger('message_id');
  if (messageId === undefined || messageId === 0) throw refusals.messageIdMissing();
  return messageId;
}
