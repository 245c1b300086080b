import { createQueues } from '@ownerbot/queues';
import { deadlineIn, ownVersion, silentLogger, startServices, SettingsError } from '@ownerbot/runtime';
import { leakCheck, testDatabase, waitFor } from '@ownerbot/testing';
import { assemble } from './assemble';
import { composeAll } from './domains';
import { setSchedules } from './schedules';

const KEY = 'k'.repeat(32);

const quiet = (env: Record<string, string>) => {
  const options = assemble({ WORKER_PORT: '0', LOG_LEVEL: 'error', PROPOSAL_HMAC_KEY: KEY, ...env });
  return { ...options, log: silentLogger };
};

test('without a database the start is refused with the key', () => {
  expect(() => assemble({})).toThrow(SettingsError);
  expect(() => assemble({})).toThrow(/DATABASE_URL/);
});

test('without a key for proposals the start is refused, whatever may be missing', () => {
  expect(() => assemble({ DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', PREFLIGHT_FAIL_FAST: '0' })).toThrow(/PROPOSAL_HMAC_KEY: found nothing/);
  expect(() => assemble({})).toThrow(/PROPOSAL_HMAC_KEY/);
});

test('with PREFLIGHT_FAIL_FAST=0 it starts nevertheless, to say so', async () => {
  const running = await startServices(quiet({ PREFLIGHT_FAIL_FAST: '0' }));
  await running.stop();
});

test.each([
  ['WORKER_ROLES', 'inbox,cook'],
  ['WORKER_ROLES', 'inbox,inbox'],
  ['FLOOD_MAX_PER_MINUTE', '0'],
  ['READ_RETRY_DEADLINE_SEC', '1.5'],
  ['OWNER_IDS', '-5'],
  ['PROPOSAL_TTL_SEC', '0'],
  ['COMMIT_DEADLINE_SEC', '3601'],
  ['LLM_PROVIDER', 'openai'],
  ['LLM_TIMEOUT_SECONDS', '26'],
  ['LLM_ALLOWED_ACTION_TOOLS', 'notify_team,order_detail'],
])('%s=%s is refused', (key, value) => {
  expect(() => assemble({ DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', PROPOSAL_HMAC_KEY: KEY, [key]: value })).toThrow(new RegExp(key));
});

test.each([
  ['MOCK', 'MOCK_LLM_FIXTURES'],
  ['OPENAI', 'OPENAI_API_KEY'],
])('LLM_PROVIDER=%s without %s is refused, and off with PREFLIGHT_FAIL_FAST=0', (provider, key) => {
  const env = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', LLM_PROVIDER: provider };
  expect(() => quiet(env)).toThrow(new RegExp(`${key}: found nothing`));
  expect(quiet({ ...env, PREFLIGHT_FAIL_FAST: '0' }).name).toBe('worker');
});

test('UPSTREAM_MODE=SIS_DB_RO without SIS_DATABASE_URL is refused, and starts with PREFLIGHT_FAIL_FAST=0', () => {
  const env = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', UPSTREAM_MODE: 'SIS_DB_RO' };
  expect(() => quiet(env)).toThrow(/SIS_DATABASE_URL: found nothing; allowed: SIS_DATABASE_URL_MISSING/);
  expect(quiet({ ...env, PREFLIGHT_FAIL_FAST: '0' }).name).toBe('worker');
});

test('on a database without tables the start stops and says what to do', async () => {
  const database = await testDatabase({ migrated: false });
  await expect(startServices(quiet({ DATABASE_URL: database.url }))).rejects.toMatchObject({ code: 'MIGRATIONS_MISSING', message: expect.stringContaining('migrate') });
  await database.drop();
});

test.each(['inbox', 'asr', 'plan', 'tools', 'actions', 'notify', 'schedule', 'inbox,asr,plan,tools,actions,notify,schedule'])('with the roles %s it starts and stops in good order', async (roles) => {
  const database = await testDatabase();
  const queues = createQueues({ settings: { backend: 'postgres', databaseUrl: database.url }, log: silentLogger });
  await queues.migrate();
  await queues.close();
  const running = await startServices(quiet({ DATABASE_URL: database.url, WORKER_ROLES: roles }));
  await running.stop();
  await database.drop();
});

test('the domains fit together', () => {
  expect(composeAll().domains.map((one) => one.name)).toEqual(['owner']);
});

test('its version is that of the package', () => {
  expect(ownVersion()).toMatch(/^\d+\.\d+\.\d+$/);
  expect(ownVersion('/')).toBe('');
});

test('schedules are set as soon as the store of the queues is there', async () => {
  const asked: string[] = [];
  const service = setSchedules({
    log: silentLogger,
    notifyTickMs: 30_000,
    queues: {
      schedule: (name) => {
        asked.push(name);
        return Promise.resolve();
      },
    },
  });
  await service.start();
  await waitFor(() => asked.length === 7, { what: 'all schedules' });
  await service.stop(deadlineIn(1_000));
  expect(asked).toEqual(['relay', 'burial', 'actions', 'overload', 'retention', 'notify-tick', 'upstream-watch']);
});

leakCheck();
