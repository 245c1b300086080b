import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiOk, type BotApiAnswer, type BotApiCall } from './answers';
import { waitingUpdates, type RawUpdate } from './waiting-updates';

type Script = (call: BotApiCall) => BotApiAnswer | Promise<BotApiAnswer>;

/** A Bot API over HTTP that does what the test tells it; for faults that a faithful server has no reason to show. */
export interface ScriptedBotApi {
  /** For `TELEGRAM_API_ROOT`. */
  readonly url: string;
  readonly port: number;
  /** Every call that arrived, in order. */
  readonly calls: BotApiCall[];
  callsOf(method: string): BotApiCall[];
  /** The next call of `method` gets this answer; several wait in line. */
  next(method: string, ...answers: BotApiAnswer[]): void;
  /** Every call of `method` without a waiting answer gets what `script` returns. */
  always(method: string, script: Script): void;
  push(...updates: RawUpdate[]): void;
  unconfirmed(): number[];
  stop(): Promise<void>;
}

export async function startBotApi(options: { port?: number } = {}): Promise<ScriptedBotApi> {
  const calls: BotApiCall[] = [];
  const waiting = new Map<string, BotApiAnswer[]>();
  const scripts = new Map<string, Script>();
  const updates = waitingUpdates();
  let webhookUrl = '';
  let lastMessageId = 100;

  const byItself: Record<string, Script> = {
    getMe: (call) => apiOk({ id: Number(call.token.split(':')[0]), is_bot: true, first_name: 'Bot', username: 'test_bot' }),
    getUpdates: (call) => updates.poll(call.params),
    sendMessage: () => apiOk({ message_id: ++lastMessageId, date: 1, chat: { id: 1, type: 'private' } }),
    sendDocument: () => apiOk({ message_id: ++lastMessageId, date: 1, chat: { id: 1, type: 'private' } }),
    sendPhoto: () => apiOk({ message_id: ++lastMessageId, date: 1, chat: { id: 1, type: 'private' } }),
    setWebhook: (call) => {
      webhookUrl = call.params['url'] ?? '';
      return apiOk();
    },
    deleteWebhook: () => {
      webhookUrl = '';
      return apiOk();
    },
    getWebhookInfo: () => apiOk({ url: webhookUrl, has_custom_certificate: false, pending_update_count: 0 }),
  };

  const server = createServer((request, response) => {
    void readCall(request).then(async (call) => {
      calls.push(call);
      const answer = waiting.get(call.method)?.shift() ?? (await (scripts.get(call.method) ?? byItself[call.method] ?? (() => apiOk()))(call));
      give(answer, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method),
    next: (method, ...answers) => void waiting.set(method, [...(waiting.get(method) ?? []), ...answers]),
    always: (method, script) => void scripts.set(method, script),
    push: updates.push,
    unconfirmed: updates.unconfirmed,
    async stop() {
      updates.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readCall(request: IncomingMessage): Promise<BotApiCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(request.url ?? '') ?? [];
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return { token, method, params: Object.fromEntries(new URLSearchParams(body.toString())), files: [] };
  const fields = [...(await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData())];
  const params = fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  const files = await Promise.all(
    fields.flatMap(([field, value]) => (typeof value === 'string' ? [] : [value.text().then((text) => ({ field, filename: value.name, mime: value.type, text }))])),
  );
  return { token, method, params: Object.fromEntries(params), files };
}

function give(answer: BotApiAnswer, request: IncomingMessage, response: ServerResponse): void {
  if (answer.type === 'hang') return;
  if (answer.type === 'reset') {
    request.socket.destroy();
    return;
  }
  if (answer.type === 'page') {
    response.writeHead(answer.status, { 'content-type': 'text/html' }).end('<html><body>Bad gateway</body></html>');
    return;
  }
  const { code, body } =
    answer.type === 'ok'
      ? { code: 200, body: { ok: true, result: answer.result } }
      : { code: answer.code, body: { ok: false, error_code: answer.code, description: answer.description, parameters: answer.parameters } };
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
