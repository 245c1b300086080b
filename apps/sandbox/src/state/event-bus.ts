/** Tells the page, and whoever else listens, what happened. Nothing waits for a listener. */
export type EventType =
  | 'post'
  | 'post_edited'
  | 'post_deleted'
  | 'typing'
  | 'press_answered'
  | 'room'
  | 'persons'
  | 'commands'
  | 'faults'
  | 'call'
  | 'delivery'
  | 'sis'
  | 'sis_request'
  | 'reset';

export type Listener = (type: EventType, data: unknown) => void;

export interface EventBus {
  /** `data` is made only when somebody listens: under load nobody does. */
  publish(type: EventType, data: () => unknown): void;
  listen(listener: Listener): () => void;
}

export function createEventBus(): EventBus {
  const listeners = new Set<Listener>();
  return {
    publish(type, data) {
      if (listeners.size === 0) return;
      const value = data();
      for (const listener of listeners) listener(type, value);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
