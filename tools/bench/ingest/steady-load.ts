// A process of its own: requests at a set rate, whether or not the earlier ones are answered, so that a stall is seen by all that it
// holds up. Times run from the moment that a request was due.
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { obey } from '../parts/child';
import { figuresOf } from '../parts/figures';
import type { LoadResult } from './http-load';
import { DELIVERY, updateBodies, type LoadOrders } from './load-orders';

const TICK_MS = 2;

obey<LoadOrders>(async (orders, say) => {
  const agent = new Agent({ keepAlive: true, maxSockets: orders.connections });
  const body = updateBodies(orders);
  const timesMs: number[] = [];
  const answers: Promise<boolean>[] = [];
  const begunAt = performance.now();
  const dueAt = (n: number) => begunAt + (n * 1_000) / orders.perSecond;
  for (let n = 0; n < orders.updates; ) {
    for (; n < orders.updates && dueAt(n) <= performance.now(); n += 1) answers.push(deliver(agent, orders.url, body(), dueAt(n), timesMs));
    await delay(TICK_MS);
  }
  const acknowledged = (await Promise.all(answers)).filter(Boolean).length;
  const seconds = (performance.now() - begunAt) / 1_000;
  agent.destroy();
  say({ ...figuresOf(acknowledged, seconds, timesMs), acknowledged } satisfies LoadResult);
});

function deliver(agent: Agent, url: string, body: string, dueAt: number, timesMs: number[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const sent = request(url + DELIVERY.path, { agent, method: DELIVERY.method, headers: { ...DELIVERY.headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
      response.resume();
      response.once('end', () => {
        timesMs.push(performance.now() - dueAt);
        resolve(response.statusCode === 200);
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
