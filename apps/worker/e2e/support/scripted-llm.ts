import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ScriptedLlm {
  readonly url: string;
  readonly calls: readonly SeenCall[];
  /** What it answers from now on: a status, and for 200 the plan as the model would write it. */
  answer(status: number, plan?: object): void;
  stop(): Promise<void>;
}

/** A language model behind HTTP that says what it is told to, in the form of the Responses API. */
export async function scriptedLlm(): Promise<ScriptedLlm> {
  let [status, plan]: [number, object] = [500, {}];
  const calls: SeenCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      const body = status === 200 ? { status: 'completed', output: [{ type: 'message', content: [{ type: 'output_text', text: JSON.stringify(plan) }] }], usage: { input_tokens: 900, output_tokens: 60, total_tokens: 960 } } : { error: { message: 'as told' } };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: (nextStatus, nextPlan = {}) => {
      [status, plan] = [nextStatus, nextPlan];
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((stopped) => server.close(stopped));
    },
  };
}
