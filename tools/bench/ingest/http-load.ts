// A process of its own: as many requests as they are answered, from 32 connections. Its figures come by message.
import autocannon from 'autocannon';
import { obey } from '../parts/child';
import { figuresOf, type Figures } from '../parts/figures';
import { DELIVERY, updateBodies, type LoadOrders } from './load-orders';

export interface LoadResult extends Figures {
  /** Answered with a 200. */
  readonly acknowledged: number;
}

const TIMEOUT_SEC = 30;

obey<LoadOrders>(async (orders, say) => {
  const body = updateBodies(orders);
  const timesMs: number[] = [];
  let acknowledged = 0;
  let endedAt = 0;
  const begunAt = performance.now();
  const run = autocannon({
    url: orders.url,
    connections: Math.min(orders.connections, orders.updates),
    amount: orders.updates,
    timeout: TIMEOUT_SEC,
    requests: [{ ...DELIVERY, setupRequest: (request) => ({ ...request, body: body() }) }],
  });
  run.on('response', (_client, status, _bytes, ms) => {
    timesMs.push(ms);
    if (status === 200) acknowledged += 1;
    endedAt = performance.now();
  });
  await run;
  say({ ...figuresOf(acknowledged, (endedAt - begunAt) / 1_000, timesMs), acknowledged } satisfies LoadResult);
});
