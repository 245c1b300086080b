import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '@ownerbot/storage';
import { leakCheck } from '../leak-check';
import { waitFor } from '../wait-for';
import { controlledPostgres } from './controlled-postgres';
import { startKeeper } from './start-keeper';

test('a server of its own can be stopped and started on the same port', async () => {
  const server = await controlledPostgres();
  const db = openDatabase({ url: server.url, applicationName: 'test' });
  await db.ping();
  await server.stop();
  await expect(db.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await server.start();
  await db.ping();
  await db.close();
  await server.remove();
});

test('the keeper ends a server when its last user is gone', async () => {
  const state = mkdtempSync(path.join(os.tmpdir(), 'ownerbot-keeper-'));
  const server = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  const user = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  mkdirSync(path.join(state, 'users'));
  writeFileSync(path.join(state, 'users', String(user.pid)), '');
  writeFileSync(path.join(state, 'server.json'), JSON.stringify({ pid: server.pid }));
  startKeeper(state, 100);
  await waitFor(() => existsSync(path.join(state, 'keeper.cjs')), { what: 'the keeper' });
  expect(server.exitCode).toBeNull();
  user.kill('SIGKILL');
  await ended;
  await waitFor(() => !existsSync(path.join(state, 'server.json')), { what: 'the keeper to tidy up' });
  rmSync(state, { recursive: true, force: true });
});

leakCheck();
