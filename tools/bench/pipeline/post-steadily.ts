import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { DELIVERY } from '../ingest/load-orders';
import { textUpdate } from '../parts/updates';

export interface Post {
  readonly chatId: string;
  readonly at: number;
}

export interface Posting {
  readonly url: string;
  readonly chats: readonly string[];
  readonly perSecond: number;
  readonly firstUpdateId: number;
  readonly textOf: (n: number) => string;
  /** Asked before each. */
  readonly goesOn: (sent: number) => boolean;
}

/** Updates of the chats in turn, at a steady rate, whether or not the earlier ones are answered. Resolves once all are acknowledged. */
export async function postSteadily({ url, chats, perSecond, firstUpdateId, textOf, goesOn }: Posting): Promise<Post[]> {
  const posts: Post[] = [];
  const answers: Promise<void>[] = [];
  const begunAt = performance.now();
  for (let n = 0; goesOn(n); n += 1) {
    await delay(Math.max(0, begunAt + (n * 1_000) / perSecond - performance.now()));
    const chatId = chats[n % chats.length] ?? '';
    const update = textUpdate(firstUpdateId + n, chatId, textOf(n), Math.floor(Date.now() / 1_000));
    posts.push({ chatId, at: performance.now() });
    answers.push(post(url, JSON.stringify(update)));
  }
  await Promise.all(answers);
  return posts;
}

function post(url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url + DELIVERY.path, { method: DELIVERY.method, headers: { ...DELIVERY.headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
      response.resume();
      response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`the webhook answered ${response.statusCode ?? 0}`))));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
