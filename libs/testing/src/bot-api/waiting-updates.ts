import { apiFail, apiOk, type BotApiAnswer } from './answers';

export interface RawUpdate {
  readonly update_id: number;
  readonly [field: string]: unknown;
}

/** What `getUpdates` promises: updates stay until an offset beyond them confirms them, a call waits for the first, and of two pollers the older one gets 409. */
export interface WaitingUpdates {
  push(...updates: RawUpdate[]): void;
  poll(params: Readonly<Record<string, string>>): Promise<BotApiAnswer>;
  /** Ids that no offset has confirmed. */
  unconfirmed(): number[];
  close(): void;
}

export function waitingUpdates(): WaitingUpdates {
  let updates: RawUpdate[] = [];
  let poller: { answer: (answer: BotApiAnswer) => void; limit: number } | undefined;

  const settle = (answer: BotApiAnswer): void => {
    const current = poller;
    poller = undefined;
    current?.answer(answer);
  };

  return {
    push(...more) {
      updates = [...updates, ...more].sort((a, b) => a.update_id - b.update_id);
      if (poller) settle(apiOk(updates.slice(0, poller.limit)));
    },
    async poll(params) {
      settle(apiFail(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'));
      const offset = Number(params['offset'] ?? 0);
      const limit = Number(params['limit'] ?? 100);
      updates = updates.filter((update) => update.update_id >= offset);
      if (updates.length > 0) return apiOk(updates.slice(0, limit));
      const timeoutMs = Number(params['timeout'] ?? 0) * 1_000;
      if (timeoutMs === 0) return apiOk([]);
      return await new Promise<BotApiAnswer>((resolve) => {
        const timer = setTimeout(() => settle(apiOk([])), timeoutMs);
        poller = {
          limit,
          answer: (answer) => {
            clearTimeout(timer);
            resolve(answer);
          },
        };
      });
    },
    unconfirmed: () => updates.map((update) => update.update_id),
    close: () => settle(apiOk([])),
  };
}
