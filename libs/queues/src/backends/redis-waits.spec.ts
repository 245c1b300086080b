import { silentLogger } from '@ownerbot/runtime';
import { boundWaits } from './redis-waits';

const never = (): Promise<never> => new Promise(() => undefined);
const answer = { member: '0', score: 0 };

interface Behaviour {
  readonly waits?: (timeoutSec: number) => Promise<typeof answer>;
  readonly mends?: () => Promise<void>;
}

function backendThat({ waits = () => Promise.resolve(answer), mends = () => Promise.resolve() }: Behaviour) {
  const told: string[] = [];
  const log = { ...silentLogger, warn: (event: string) => void told.push(event) };
  let renewed = 0;
  const backend = boundWaits({ waitForJob: waits, reconnectBlocking: mends }, { queue: 'inbox-0', log, renew: () => void (renewed += 1), patienceMs: 20 });
  return { backend, told, renewed: () => renewed };
}

test('a wait that ends in time is answered as it is', async () => {
  const { backend, told } = backendThat({});
  expect(await backend.waitForJob(1)).toEqual(answer);
  expect(told).toEqual([]);
});

test('a wait that never ends is given up, so that the worker looks by itself, and its connection is made anew', async () => {
  const { backend, told, renewed } = backendThat({ waits: never });
  expect(await backend.waitForJob(0.01)).toBeNull();
  expect(told).toEqual(['queues.redis.wait-given-up']);
  expect(renewed()).toBe(1);
});

test('mending that never ends is given up as well', async () => {
  const { backend, renewed } = backendThat({ mends: never });
  await backend.reconnectBlocking();
  expect(renewed()).toBe(1);
});

test('errors are passed on', async () => {
  const failed = new Error('Connection is closed.');
  const { backend, renewed } = backendThat({ waits: () => Promise.reject(failed), mends: () => Promise.reject(failed) });
  await expect(backend.waitForJob(1)).rejects.toBe(failed);
  await expect(backend.reconnectBlocking()).rejects.toBe(failed);
  expect(renewed()).toBe(0);
});
