import { mkdir, mkdtemp, rm, writeFile, chmod } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@ownerbot/storage';
import { freePort } from '../net/free-port';
import { startKeeper } from './start-keeper';

/** A Postgres of one test's own, to be stopped, killed and started again on the same port. */
export interface ControlledPostgres {
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  /** As an administrator would: open transactions are rolled back, connections end. */
  stop(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/** Starts one. With `durable` (slow) it survives being killed. */
export async function controlledPostgres(options: { durable?: boolean } = {}): Promise<ControlledPostgres> {
  const state = await mkdtemp(path.join(os.tmpdir(), 'ownerbot-own-postgres-'));
  await chmod(state, 0o755);
  await mkdir(path.join(state, 'users'));
  await writeFile(path.join(state, 'users', String(process.pid)), '');
  const port = await freePort();
  let server: EmbeddedPostgres | undefined;
  const start = async (): Promise<EmbeddedPostgres> => {
    const started = await startEmbeddedPostgres({ folder: path.join(state, 'server'), port, durable: options.durable ?? false });
    await writeFile(path.join(state, 'server.json'), JSON.stringify({ pid: started.pid }));
    return started;
  };
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
  };
  server = await start();
  const url = server.url();
  startKeeper(state, 0);
  return {
    url,
    port,
    start: async () => {
      server ??= await start();
    },
    stop,
    remove: async () => {
      await stop();
      await rm(state, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
