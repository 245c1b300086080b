import { InvalidError } from '../../errors';
import { createRoom, roomView, type Room } from '../../state/room';
import type { Chat, User } from '../../state/telegram-types';
import type { World } from '../../state/world';

export type NewPerson = Pick<User, 'first_name'> & Partial<Pick<User, 'id' | 'last_name' | 'username' | 'language_code' | 'is_bot'>>;

const firstPersonId = 10_000_001;

/** Makes a person and the private chat with the bot, which counts as started. */
export function addPerson(world: World, { id, ...rest }: NewPerson): { person: User; room: Room } {
  const personId = id ?? freePersonId(world);
  if (world.persons.has(personId) || personId === world.bot.id) throw new InvalidError(`person ${personId} is there already`);
  const person: User = { id: personId, is_bot: false, language_code: 'ru', ...rest };
  return { person, room: keepPerson(world, person) };
}

/** Keeps a person as given; the private chat is made along. */
export function keepPerson(world: World, person: User): Room {
  world.persons.set(person.id, person);
  const { first_name, last_name, username } = person;
  const chat: Chat = { id: person.id, type: 'private', first_name, ...(last_name && { last_name }), ...(username && { username }) };
  const room = createRoom(chat, [person.id], world.firstMessageId);
  world.rooms.set(person.id, room);
  world.bus.publish('persons', () => [...world.persons.values()]);
  world.bus.publish('room', () => roomView(room));
  return room;
}

function freePersonId(world: World): number {
  let id: number;
  do id = firstPersonId - 1 + world.next('person');
  while (world.persons.has(id));
  return id;
}

export interface NewGroup {
  type: 'group' | 'supergroup';
  title: string;
  members: number[];
}

/** Makes a group with the bot in it. */
export function addGroup(world: World, { type, title, members }: NewGroup): Room {
  for (const id of members) if (!world.persons.has(id)) throw new InvalidError(`there is no person ${id}`);
  const number = world.next('group');
  const id = type === 'group' ? -(5_000_000 + number) : supergroupId(number);
  const room = createRoom({ id, type, title }, members, world.firstMessageId);
  world.rooms.set(id, room);
  world.bus.publish('room', () => roomView(room));
  return room;
}

/** Supergroups are told by their ids: -100 and ten digits. */
export const supergroupId = (number: number): number => -(1_001_000_000_000 + number);
