import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort, leakCheck, sandboxControl, spawnApp, type RunningApp, type SandboxControl } from '@ownerbot/testing';
import { ask, startUp, stopAll, talk } from './support/start-up';

const TOKEN = '330001543:token-of-another-bot-api-server';
const OWNER = '40000007';

jest.setTimeout(180_000);

let home: string;
let server: RunningApp;
let apiRoot: string;
let chat: SandboxControl;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'ownerbot-up-'));
  // Postgres refuses root and runs as a user of its own, which must be able to enter.
  await chmod(home, 0o755);
  const port = await freePort();
  apiRoot = `http://127.0.0.1:${port}`;
  server = await spawnApp({ program: 'apps/sandbox/src/main', env: { SANDBOX_PORT: String(port), BOT_TOKEN: TOKEN, SIM_PORT: '0', SIM_CONTROL_PORT: '0' }, ready: /"event":"ready"/ });
  chat = sandboxControl(apiRoot);
  await chat.call('POST', '/persons', { id: Number(OWNER), first_name: 'Мария' });
});
afterEach(async () => {
  await stopAll();
  await server.stop();
  await rm(home, { recursive: true, force: true });
});

test.each(['polling', 'webhook'])('with a token and TELEGRAM_API_ROOT the bot talks to that server (%s), and starts no sandbox of its own', async (mode) => {
  const ingestPort = await freePort();
  const webhook = { INGEST_PORT: String(ingestPort), WEBHOOK_URL: `http://127.0.0.1:${ingestPort}/tg/webhook`, WEBHOOK_SECRET: 'a-secret-of-the-tests' };
  const up = await startUp(home, { BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: apiRoot, OWNER_IDS: OWNER, TELEGRAM_MODE: mode, ...(mode === 'webhook' ? webhook : {}) });
  expect(up.ready).not.toMatch(/chat/);
  expect(up.lines.join('\n')).not.toMatch(/sandbox/);
  expect((await readdir(path.join(home, 'logs'))).sort()).toEqual(['console.log', 'ingest.log', 'notifier.log', 'worker.log']);
  await talk(chat, OWNER);
  expect(await ask(chat, 'заказ OB-1003', OWNER)).toContain('OB-1003');
  expect(await chat.call<{ mode: string }>('GET', '/updates')).toMatchObject({ mode });
  expect(await up.interrupt()).toBe(0);
});

leakCheck();
