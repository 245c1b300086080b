import { addPerson, type NewPerson } from './control/actions/people';
import { createUpdateQueue } from './delivery/update-queue';
import { createFaultSwitches } from './faults/fault-switches';
import { createCallLog } from './state/call-log';
import { createCommandLists } from './state/command-lists';
import { createEventBus } from './state/event-bus';
import { createFileStore } from './state/files/file-store';
import { firstIds } from './state/first-ids';
import { createPressStore } from './state/press-store';
import type { User } from './state/telegram-types';
import { createPersons, createRooms, createSequences, type World } from './state/world';

export type DefaultPerson = NewPerson & { id: number };

export interface WorldOptions {
  token: string;
  person: DefaultPerson;
  /** Others who are there from the start. */
  others?: readonly DefaultPerson[];
  now: () => number;
  random: () => number;
  pressTtlMs: number;
}

/** A fresh world: the bot, and its people, each with a private chat. */
export function createWorld({ token, person, others = [], now, random, pressTtlMs }: WorldOptions): World {
  const bus = createEventBus();
  const first = firstIds(now());
  const world: World = {
    bot: botOf(token),
    token,
    now,
    persons: createPersons(),
    rooms: createRooms(),
    files: createFileStore(),
    presses: createPressStore(),
    commands: createCommandLists(),
    calls: createCallLog(bus),
    updates: createUpdateQueue(first.updateId),
    faults: createFaultSwitches({ now, random, bus }),
    bus,
    next: createSequences(),
    firstMessageId: first.messageId,
    pressTtlMs,
  };
  for (const one of [person, ...others]) addPerson(world, one);
  return world;
}

/** Empties the world but for the bot's commands and webhook: the bot would not set them again. Ids keep growing. */
export function resetWorld(world: World, { person, others = [] }: Pick<WorldOptions, 'person' | 'others'>): void {
  // A bot with a memory, such as one that edits its old panel, must not hit a message of the new life.
  world.firstMessageId = Math.max(world.firstMessageId, ...[...world.rooms.values()].map((room) => room.lastMessageId + 1));
  world.persons.clear();
  world.rooms.clear();
  world.files.clear();
  world.presses.clear();
  world.calls.clear();
  world.updates.clear();
  world.faults.clear();
  for (const one of [person, ...others]) addPerson(world, one);
}

function botOf(token: string): User {
  const id = Number(token.split(':')[0]);
  return { id: Number.isSafeInteger(id) ? id : 1, is_bot: true, first_name: 'OwnerBot', username: 'ownerbot_sandbox_bot' };
}
