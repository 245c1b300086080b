/** A post of a sandbox chat, as its control API tells it. */
export interface SandboxPost {
  readonly seq: number;
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly message: {
    readonly message_id: number;
    readonly date: number;
    readonly text?: string;
    readonly reply_markup?: { readonly inline_keyboard: readonly (readonly { readonly text: string; readonly callback_data?: string }[])[] };
  };
  readonly edits: readonly { readonly at: number; readonly before: { readonly text?: string } }[];
  readonly deleted_at: number | null;
}

/** A call of the Bot API that the sandbox received; `ok` says whether it took effect. */
export interface SandboxCall {
  readonly seq: number;
  readonly at: number;
  readonly ms: number;
  readonly method: string;
  readonly chat_id: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly status: number;
  readonly ok: boolean;
  readonly result?: unknown;
  readonly fault?: string | null;
}

/** The control API of a running sandbox (docs/sandbox.md). Every refusal is an error that holds the answer. */
export interface SandboxControl {
  call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
  write(chatId: string, text: string): Promise<{ update_id: number; message: { message_id: number } }>;
  press(chatId: string, messageId: number, data: string): Promise<{ update_id: number; callback_query_id: string }>;
  posts(chatId: string): Promise<SandboxPost[]>;
  calls(filter?: { method?: string; after?: number; limit?: number }): Promise<{ last_seq: number; calls: SandboxCall[] }>;
  inject(updates: readonly object[], lanes?: 'chat' | 'none'): Promise<{ accepted: number; pending: number }>;
  pending(): Promise<number>;
  setFaults(faults: readonly object[]): Promise<void>;
}

export function sandboxControl(url: string): SandboxControl {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${url}/sandbox/api${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`sandbox ${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  return {
    call,
    write: (chatId, text) => call('POST', `/chats/${chatId}/messages`, { text }),
    press: (chatId, messageId, data) => call('POST', `/chats/${chatId}/presses`, { message_id: messageId, data }),
    posts: (chatId) => call('GET', `/chats/${chatId}/messages?limit=1000`),
    calls: ({ method = '', after = 0, limit = 1000 } = {}) => call('GET', `/calls?after=${after}&limit=${limit}${method === '' ? '' : `&method=${method}`}`),
    inject: (updates, lanes = 'chat') => call('POST', '/updates', { updates, lanes, make_chats: true }),
    pending: async () => {
      const state = await call<{ pending: number; in_flight: number }>('GET', '/updates');
      return state.pending + state.in_flight;
    },
    setFaults: (faults) => call('PUT', '/faults', { faults }),
  };
}
