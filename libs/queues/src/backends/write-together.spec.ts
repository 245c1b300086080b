import { Redis } from 'ioredis';
import { leakCheck, startRedis, type TestRedis } from '@ownerbot/testing';
import { writeTogether } from './write-together';

let server: TestRedis;
let client: Redis;
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(async () => {
  client = writeTogether(new Redis(server.url, { maxRetriesPerRequest: 0 }));
  await client.ping();
});
afterEach(() => client.disconnect());
afterAll(() => server.remove());

test('commands of one moment leave in one write, in their order', async () => {
  const writes = jest.spyOn(client.stream, '_write');
  const bulks = jest.spyOn(client.stream, '_writev' as never);
  const answers = await Promise.all([client.rpush('list', 'a'), client.rpush('list', 'b'), client.rpush('list', 'c')]);
  expect(answers).toEqual([1, 2, 3]);
  expect(await client.lrange('list', 0, -1)).toEqual(['a', 'b', 'c']);
  // One for the three, and one for the reading.
  expect(writes.mock.calls.length + bulks.mock.calls.length).toBe(2);
});

test('a command that waits for its write ends with the connection', async () => {
  const lost = client.ping();
  client.stream.destroy();
  await expect(lost).rejects.toThrow();
});

test('a new connection writes together as well', async () => {
  client.disconnect(true);
  await new Promise<void>((resolve) => client.once('ready', resolve));
  expect(await Promise.all([client.ping(), client.ping()])).toEqual(['PONG', 'PONG']);
});

leakCheck();
