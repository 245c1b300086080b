import type { EventBus } from './event-bus';
import { bounds } from './limits';

/** One call of the Bot API as it came in and as it was answered. Times are Unix milliseconds. */
export interface LoggedCall {
  seq: number;
  at: number;
  ms: number;
  method: string;
  chat_id: string | null;
  params: Record<string, string>;
  files: { field: string; name: string; bytes: number }[];
  /** The HTTP status, or 0 when the connection was cut or hung instead of an answer. */
  status: number;
  ok: boolean;
  result?: unknown;
  description?: string;
  /** The kind of the fault that hit the call. */
  fault?: string;
}

export interface CallLog {
  add(call: Omit<LoggedCall, 'seq'>): void;
  /** Calls with `seq` greater than `after`, oldest first. */
  list(query: CallQuery): LoggedCall[];
  lastSeq(): number;
  clear(): void;
}

export interface CallQuery {
  after: number;
  limit: number;
  method?: string;
  chatId?: string;
}

export function createCallLog(bus: EventBus): CallLog {
  // Each entry's place is its seq minus the first one's, so reading on from a seq needs no search.
  let calls: LoggedCall[] = [];
  let seq = 0;
  return {
    add(call) {
      const entry: LoggedCall = { seq: ++seq, ...call };
      calls.push(entry);
      // Cut in halves, so that a full log costs no shift for each call.
      if (calls.length >= bounds.calls * 2) calls = calls.slice(-bounds.calls);
      bus.publish('call', () => entry);
    },
    list({ after, limit, method, chatId }) {
      const first = calls[0]?.seq ?? 1;
      const found: LoggedCall[] = [];
      for (let place = Math.max(0, after + 1 - first); place < calls.length && found.length < limit; place++) {
        const call = calls[place];
        if (!call) break;
        if (method && call.method.toLowerCase() !== method.toLowerCase()) continue;
        if (chatId && call.chat_id !== chatId) continue;
        found.push(call);
      }
      return found;
    },
    lastSeq: () => seq,
    clear() {
      calls = [];
    },
  };
}
