import type { UpdateQueue } from '../delivery/update-queue';
import type { FaultSwitches } from '../faults/fault-switches';
import { BoundedMap } from './bounded-map';
import type { CallLog } from './call-log';
import type { CommandLists } from './command-lists';
import type { EventBus } from './event-bus';
import type { FileStore } from './files/file-store';
import { bounds } from './limits';
import type { PressStore } from './press-store';
import type { Room } from './room';
import type { User } from './telegram-types';

/** Everything the sandbox knows. One value, handed to whoever reads or changes it; it lives as long as the process. */
export interface World {
  bot: User;
  token: string;
  /** Unix time, milliseconds. */
  now: () => number;
  persons: Map<number, User>;
  rooms: Map<number, Room>;
  files: FileStore;
  presses: PressStore;
  commands: CommandLists;
  calls: CallLog;
  updates: UpdateQueue;
  faults: FaultSwitches;
  bus: EventBus;
  /** Makes the next number of a named sequence, from 1. */
  next: (sequence: 'post' | 'press' | 'person' | 'group' | 'lane') => number;
  /** Where the message ids of a new chat begin; see first-ids.ts. */
  firstMessageId: number;
  /** How long a press may be answered. */
  pressTtlMs: number;
}

export const createPersons = (): Map<number, User> => new BoundedMap(bounds.persons);
export const createRooms = (): Map<number, Room> => new BoundedMap(bounds.rooms);

export function createSequences(): World['next'] {
  const last = new Map<string, number>();
  return (sequence) => {
    const number = (last.get(sequence) ?? 0) + 1;
    last.set(sequence, number);
    return number;
  };
}
