import { bounds } from '../state/limits';
import type { Update } from '../state/telegram-types';
import { QueueFullError } from '../errors';

/** An update that waits until the bot has confirmed it. */
export interface QueuedUpdate {
  /** The place in the queue; not the update's id, which an injected update brings along. */
  seq: number;
  update: Update;
  /** Updates of one lane are delivered one after another: the chat, or a lane of its own. */
  lane: string;
  /** Survives confirmation until it has been handed out once: injected ones may carry an id of the past. */
  isStubborn: boolean;
  wasHandedOut: boolean;
  /** A reorder fault holds it until a later update went first, but not past this time (Unix ms). */
  heldUntil: number | null;
  /** Each fault of delivery is asked once for an update. */
  wasAskedForReorder: boolean;
  wasAskedForDuplicate: boolean;
}

export interface UpdateQueue {
  /** Adds an update with the next id. Nothing is added for a kind that the bot does not want. */
  add(kind: string, payload: unknown, lane: string): Update | undefined;
  /** Adds raw updates as they are, their ids too. They are not filtered by kind. */
  inject(entries: { update: Update; lane: string }[]): void;
  /** In the order of arrival. */
  entries(): IterableIterator<QueuedUpdate>;
  remove(entry: QueuedUpdate): void;
  /** What `offset` of getUpdates does: forgets updates with smaller ids. */
  confirm(offset: number): void;
  /** What a negative `offset` does: forgets all but the last `count`. */
  keepLast(count: number): void;
  size(): number;
  clear(): void;
  /** `undefined` or empty: all kinds but those that Telegram leaves out by default. */
  setAllowed(kinds: string[] | undefined): void;
  allowed(): string[] | undefined;
  nextId(): number;
  /** Makes sure that coming ids are greater than this one. */
  raiseId(id: number): void;
  onAdded(listener: (entries: QueuedUpdate[]) => void): () => void;
}

/** Telegram sends these only to bots that ask for them. */
const onlyOnRequest = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

export function createUpdateQueue(firstId: number): UpdateQueue {
  const waiting = new Map<number, QueuedUpdate>();
  const listeners = new Set<(entries: QueuedUpdate[]) => void>();
  let lastSeq = 0;
  let lastId = firstId - 1;
  let allowedKinds: string[] | undefined;

  function enqueue(update: Update, lane: string, isStubborn: boolean): QueuedUpdate {
    if (waiting.size >= bounds.pendingUpdates) throw new QueueFullError(bounds.pendingUpdates);
    const entry: QueuedUpdate = {
      seq: ++lastSeq,
      update,
      lane,
      isStubborn,
      wasHandedOut: false,
      heldUntil: null,
      wasAskedForReorder: false,
      wasAskedForDuplicate: false,
    };
    waiting.set(entry.seq, entry);
    return entry;
  }

  function announce(entries: QueuedUpdate[]): void {
    for (const listener of listeners) listener(entries);
  }

  function isWanted(kind: string): boolean {
    return allowedKinds && allowedKinds.length > 0 ? allowedKinds.includes(kind) : !onlyOnRequest.has(kind);
  }

  return {
    add(kind, payload, lane) {
      if (!isWanted(kind)) return undefined;
      const update: Update = { update_id: ++lastId, [kind]: payload };
      announce([enqueue(update, lane, false)]);
      return update;
    },
    inject(entries) {
      if (waiting.size + entries.length > bounds.pendingUpdates) throw new QueueFullError(bounds.pendingUpdates);
      announce(entries.map(({ update, lane }) => enqueue(update, lane, true)));
    },
    entries: () => waiting.values(),
    remove: (entry) => void waiting.delete(entry.seq),
    confirm(offset) {
      for (const entry of waiting.values()) {
        if (entry.update.update_id >= offset) continue;
        if (!entry.isStubborn || entry.wasHandedOut) waiting.delete(entry.seq);
      }
    },
    keepLast(count) {
      for (const entry of waiting.values()) {
        if (waiting.size <= count) break;
        waiting.delete(entry.seq);
      }
    },
    size: () => waiting.size,
    clear: () => waiting.clear(),
    setAllowed: (kinds) => void (allowedKinds = kinds),
    allowed: () => allowedKinds,
    nextId: () => lastId + 1,
    raiseId: (id) => void (lastId = Math.max(lastId, id)),
    onAdded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
