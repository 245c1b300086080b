import { leakCheck, spawnApp } from '@ownerbot/testing';

const PROCESSES = ['ingest', 'worker', 'notifier'] as const;
const TOKEN = '110201543:a-token-that-nobody-may-see-0000000';

/** Starts the process with this environment alone; its lines and how it ended. */
async function start(name: string, env: Readonly<Record<string, string>>): Promise<{ how: number | string; lines: string }> {
  const app = await spawnApp({ program: `apps/${name}/src/main`, env: { INGEST_PORT: '0', WORKER_PORT: '0', NOTIFIER_PORT: '0', ...env } });
  return { how: await app.ended, lines: app.lines().join('\n') };
}

test.each(PROCESSES)('%s does not start with a key of ours that nobody knows, and says what was meant', async (name) => {
  const { how, lines } = await start(name, { OWNERBOT_HOMES: '/data' });
  expect(how).toBe(2);
  expect(lines).toMatch(/OWNERBOT_HOMES.*OWNERBOT_HOME/);
});

test.each(PROCESSES)('%s does not start with a wrong value, and tells the key, what was found and what is allowed', async (name) => {
  const { how, lines } = await start(name, { LOG_LEVEL: 'loud', QUEUE_BACKEND: 'pigeons' });
  expect(how).toBe(2);
  expect(lines).toMatch(/LOG_LEVEL.*loud.*debug/);
  expect(lines).toMatch(/QUEUE_BACKEND.*pigeons.*redis/);
});

test.each(PROCESSES)('%s does not start without its stores', async (name) => {
  const { how, lines } = await start(name, { BOT_TOKEN: TOKEN, QUEUE_BACKEND: 'postgres', PROPOSAL_HMAC_KEY: 'x'.repeat(40) });
  expect(how).toBe(2);
  expect(lines).toContain('DATABASE_URL');
  expect(lines).not.toContain(TOKEN);
});

test.each(['ingest', 'notifier'])('%s masks a token that has not its form', async (name) => {
  const { how, lines } = await start(name, { BOT_TOKEN: 'nobody-may-see-this-either', DATABASE_URL: 'postgres://127.0.0.1:1/x' });
  expect(how).toBe(2);
  expect(lines).toContain('BOT_TOKEN');
  expect(lines).not.toContain('nobody-may-see-this-either');
});

leakCheck();
