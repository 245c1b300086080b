import { isRecord } from '../../bot-api/read/params';
import { createRoom, type Room } from '../../state/room';
import type { Message, Update, User } from '../../state/telegram-types';
import type { World } from '../../state/world';
import { keepPost } from '../../state/write-post';
import { keepPerson } from './people';

export interface Injection {
  updates: Update[];
  /** `chat`: updates of one chat leave one after another. `none`: each by itself, all at once, in any order. */
  lanes: 'chat' | 'none';
  /** Makes the chats, people, messages and presses that the updates name, so that the bot can answer. */
  makeChats: boolean;
}

/** Puts raw updates into the queue as they are: any shape, ids repeated or out of order. Coming ids stay greater than all of them. */
export function injectUpdates(world: World, { updates, lanes, makeChats }: Injection): void {
  const entries = updates.map((update) => {
    const message = messageOf(update);
    const lane = lanes === 'chat' ? String(message?.chat.id ?? 'no-chat') : `alone-${world.next('lane')}`;
    return { update, lane, message };
  });
  for (const { update, message } of entries) {
    world.updates.raiseId(update.update_id);
    if (makeChats && message) remember(world, update, message);
  }
  world.updates.inject(entries);
}

const messageKinds = ['message', 'edited_message', 'channel_post'];

function messageOf(update: Update): Message | undefined {
  const query = update['callback_query'];
  const candidate = isRecord(query) ? query['message'] : messageKinds.map((kind) => update[kind]).find(isRecord);
  return isMessage(candidate) ? candidate : undefined;
}

const isMessage = (value: unknown): value is Message =>
  isRecord(value) && Number.isSafeInteger(value['message_id']) && isRecord(value['chat']) && Number.isSafeInteger(value['chat']['id']);

function remember(world: World, update: Update, message: Message): void {
  const query = update['callback_query'];
  const presser = isRecord(query) && isUser(query['from']) ? query['from'] : undefined;
  const room = roomFor(world, message, presser ?? message.from);
  if (!room.posts.has(message.message_id)) keepPost(world, room, message, world.now());
  if (!presser || !isRecord(query) || typeof query['id'] !== 'string') return;
  const data = typeof query['data'] === 'string' ? query['data'] : '';
  world.presses.set(query['id'], {
    id: query['id'],
    chatId: room.chat.id,
    messageId: message.message_id,
    personId: presser.id,
    data,
    pressedAt: world.now(),
  });
}

function roomFor(world: World, { chat }: Message, person: User | undefined): Room {
  const known = world.rooms.get(chat.id);
  if (known) return known;
  const isPrivate = chat.type === 'private' && person?.id === chat.id;
  if (isPrivate) return keepPerson(world, person);
  const room = createRoom(chat, person ? [person.id] : [], world.firstMessageId);
  world.rooms.set(chat.id, room);
  return room;
}

const isUser = (value: unknown): value is User => isRecord(value) && Number.isSafeInteger(value['id']);
