import { InvalidError } from '../../errors';
import { createRoom, roomView, type Room } from '../../state/room';
import type { Update, User } from '../../state/telegram-types';
import type { World } from '../../state/world';
import { writePost } from '../../state/write-post';
import { supergroupId } from './people';

/** The person blocks or unblocks the bot; in a group: removes it or adds it again. Nothing happens when it is so already. */
export function setBlocked(world: World, room: Room, person: User, isBlocked: boolean): Update | undefined {
  if (room.isBlocked === isBlocked) return undefined;
  room.isBlocked = isBlocked;
  world.bus.publish('room', () => roomView(room));
  const member = (isOut: boolean) => ({ user: world.bot, status: isOut ? 'kicked' : 'member', ...(isOut && { until_date: 0 }) });
  const change = {
    chat: room.chat,
    from: person,
    date: Math.floor(world.now() / 1000),
    old_chat_member: member(!isBlocked),
    new_chat_member: member(isBlocked),
  };
  return world.updates.add('my_chat_member', change, String(room.chat.id));
}

/** Turns a group into a supergroup: a new chat with a new id, and both say so to the bot. */
export function migrateGroup(world: World, room: Room, person: User): Room {
  if (room.chat.type !== 'group') throw new InvalidError('only a group can become a supergroup');
  const id = supergroupId(world.next('group'));
  const upgraded = createRoom({ id, type: 'supergroup', title: room.chat.title }, room.memberIds, world.firstMessageId);
  world.rooms.set(id, upgraded);
  const goodbye = writePost(world, room, person, { migrate_to_chat_id: id });
  world.updates.add('message', goodbye.message, String(room.chat.id));
  room.migratedTo = id;
  const hello = writePost(world, upgraded, person, { migrate_from_chat_id: room.chat.id });
  world.updates.add('message', hello.message, String(id));
  for (const changed of [room, upgraded]) world.bus.publish('room', () => roomView(changed));
  return upgraded;
}
