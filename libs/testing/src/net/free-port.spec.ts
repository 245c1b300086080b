import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createFreePorts, freePort } from './free-port';

/** Where systems begin to deal out ports by themselves: Linux here, the others higher. */
const DEALT_OUT_FROM = 32_768;

const folder = mkdtempSync(path.join(os.tmpdir(), 'ownerbot-free-port-'));
const servers: Server[] = [];

afterAll(() => {
  servers.forEach((server) => server.close());
  rmSync(folder, { recursive: true });
});

async function rangeOfFour() {
  const first = await freePort();
  return { first, count: 4, folder: mkdtempSync(path.join(folder, 'range-')) };
}

test('a port is given once, and is none of those that the system deals out by itself', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
  expect(new Set(ports).size).toBe(50);
  expect(Math.max(...ports)).toBeLessThan(DEALT_OUT_FROM);
});

test('two processes that share the notes are never given the same port, and hear when none is left', async () => {
  const range = await rangeOfFour();
  const [one, other] = [createFreePorts(range), createFreePorts(range)];
  const given = (await Promise.allSettled([one(), other(), one(), other()])).flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(new Set(given).size).toBe(given.length);
  await expect(one()).rejects.toThrow(`no port between ${range.first} and ${range.first + 3} is free`);
});

test('a port on which somebody listens is not given; one whose use is long over is given again', async () => {
  const range = { ...(await rangeOfFour()), count: 1 };
  const give = createFreePorts(range);
  const port = await give();
  const note = path.join(range.folder, String(port));
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(note, longAgo, longAgo);
  expect(await give()).toBe(port);
  utimesSync(note, longAgo, longAgo);
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await expect(give()).rejects.toThrow('is free');
});
