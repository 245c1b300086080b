import { InvalidError, UnknownError } from '../../errors';
import type { Post, Room } from '../../state/room';
import type { User } from '../../state/telegram-types';
import type { World } from '../../state/world';
import { livePost } from '../../state/write-post';

export function findRoom(world: World, chatId: number): Room {
  const room = world.rooms.get(chatId);
  if (!room) throw new UnknownError('chat', chatId);
  return room;
}

/** A chat that people can still write in. */
export function findOpenRoom(world: World, chatId: number): Room {
  const room = findRoom(world, chatId);
  if (room.migratedTo !== undefined) throw new InvalidError(`chat ${chatId} became the supergroup ${room.migratedTo}`);
  return room;
}

/** Who acts in a chat: the named member, or its first one. */
export function findMember(world: World, room: Room, personId: number | undefined): User {
  const id = personId ?? [...room.memberIds][0];
  const person = id === undefined ? undefined : world.persons.get(id);
  if (!person) throw new UnknownError('person', personId ?? '(none in this chat)');
  if (!room.memberIds.has(person.id)) throw new InvalidError(`person ${person.id} is not in chat ${room.chat.id}`);
  return person;
}

export function findLivePost(room: Room, messageId: number): Post {
  const post = livePost(room, messageId);
  if (!post) throw new UnknownError('message', messageId);
  return post;
}
