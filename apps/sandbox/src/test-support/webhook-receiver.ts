import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from '../state/telegram-types';

export interface Received {
  update: Update;
  headers: IncomingHttpHeaders;
}

export interface WebhookReceiver {
  url: string;
  received: Received[];
  /** The ids in the order of arrival. */
  ids: () => number[];
  /** How many requests are open at this moment, and were at most. */
  open: () => { now: number; most: number };
  stop: () => Promise<void>;
}

/** A webhook for tests. `answer` decides what an update gets; 200 when it is left out. */
export async function webhookReceiver(answer: (received: Received, response: ServerResponse) => void = ok): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => (open -= 1));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { update: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Update, headers: request.headers };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/tg/webhook`,
    received,
    ids: () => received.map(({ update }) => update.update_id),
    open: () => ({ now: open, most }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function ok(_received: Received, response: ServerResponse): void {
  response.writeHead(200).end();
}
