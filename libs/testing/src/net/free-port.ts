import { mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

// Below the ports that a system deals out by itself (32768 and up on Linux), so that no outgoing connection and no server on port 0
// gets one between this answer and its use; and with a gap of the same width above it, where Redis Cluster puts its bus (port + 10,000).
const [FIRST, COUNT] = [10_100, 9_800];
/** A port is nobody else's for so long, whether it is in use or waits for a server to come back. */
const OURS_MS = 30 * 60_000;

export interface PortRange {
  readonly first: number;
  readonly count: number;
  /** Where the ports that were given are noted, for all processes that share it. */
  readonly folder: string;
}

/** Gives each port of a range once, beginning anywhere. */
export function createFreePorts({ first, count, folder }: PortRange): () => Promise<number> {
  let next = Math.floor(Math.random() * count);
  return async () => {
    await mkdir(folder, { recursive: true });
    for (let tried = 0; tried < count; tried += 1) {
      const port = first + next;
      next = (next + 1) % count;
      if ((await claim(path.join(folder, String(port)))) && (await isFree(port))) return port;
    }
    throw new Error(`no port between ${first} and ${first + count - 1} is free`);
  };
}

/**
 * A port of 127.0.0.1 that nobody listens on and that no other test is given. Prefer port 0 where the server can tell what it got.
 * @throws Error when every port is taken.
 */
export const freePort = createFreePorts({ first: FIRST, count: COUNT, folder: path.join(os.tmpdir(), `ownerbot-ports-${process.getuid?.() ?? 0}`) });

async function claim(file: string): Promise<boolean> {
  try {
    await writeFile(file, '', { flag: 'wx' });
    return true;
  } catch {
    const known = await stat(file).catch(() => null);
    if (known === null || Date.now() - known.mtimeMs < OURS_MS) return false;
    await utimes(file, new Date(), new Date());
    return true;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
