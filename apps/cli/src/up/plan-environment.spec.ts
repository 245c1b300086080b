import { Setting, settingTypes } from '@ownerbot/runtime';
import { environmentFor, planEnvironment, simDatabaseKeys } from './plan-environment';

const PORTS = { SANDBOX_PORT: 8070, SIM_PORT: 9090, INGEST_PORT: 8080 };
/** The hash of the token, never the token. */
const OPERATORS = expect.stringMatching(/^operator:operator:[0-9a-f]{64}$/) as string;
const given = { ports: PORTS, secrets: { webhookSecret: 'made-here', proposalHmacKey: 'key-made-here', operatorToken: 'token-made-here' }, home: '/data' };

test('an empty environment gets the sandbox with its bot, its person and its SIS, and an own Postgres', () => {
  const plan = planEnvironment({}, given);
  expect(plan).toMatchObject({ usesSandbox: true, startsPostgres: true, startsRedis: false });
  expect(plan.env).toEqual({
    SANDBOX_PORT: '8070',
    SIM_PORT: '9090',
    INGEST_PORT: '8080',
    SIM_STATE_FILE: '/data/sis.json',
    SIS_BASE_URL: 'http://127.0.0.1:9090',
    SIS_OWNERBOT_API_KEY: 'sim-local-key',
    BOT_TOKEN: expect.stringMatching(/^\d+:[\w-]+$/),
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8070',
    OWNER_IDS: '10000001',
    MANAGER_CHAT_IDS: '10000002',
    PROPOSAL_HMAC_KEY: 'key-made-here',
    OPERATOR_TOKENS: OPERATORS,
  });
});

test('with a webhook the sandbox is told where ingest is, and both share a secret', () => {
  const { env } = planEnvironment({ TELEGRAM_MODE: 'webhook' }, given);
  expect(env).toMatchObject({ WEBHOOK_URL: 'http://127.0.0.1:8080/tg/webhook', WEBHOOK_SECRET: 'made-here' });
});

test.each([
  ['a token', { BOT_TOKEN: '1:a-real-token' }],
  ['a token in a file', { BOT_TOKEN_FILE: '/run/secrets/token' }],
])('%s means a real bot: no sandbox, and nothing of Telegram is filled in', (_what, env) => {
  const plan = planEnvironment({ ...env, TELEGRAM_MODE: 'webhook' }, given);
  expect(plan.usesSandbox).toBe(false);
  expect(plan.env).toEqual({ ...env, TELEGRAM_MODE: 'webhook', SANDBOX_PORT: '8070', SIM_PORT: '9090', INGEST_PORT: '8080', PROPOSAL_HMAC_KEY: 'key-made-here', OPERATOR_TOKENS: OPERATORS });
});

test('the simulated SIS keeps the key that it was given, from the environment or from a file', () => {
  expect(planEnvironment({ SIM_KEY: 'another-key' }, given).env).toMatchObject({ SIS_OWNERBOT_API_KEY: 'another-key' });
  const { env } = planEnvironment({ SIM_KEY_FILE: '/run/secrets/sim' }, given);
  expect(env).toMatchObject({ SIS_OWNERBOT_API_KEY_FILE: '/run/secrets/sim' });
  expect(env).not.toHaveProperty('SIS_OWNERBOT_API_KEY');
});

test('an SIS that is named is left alone: no key of the simulator goes to it', () => {
  const { env } = planEnvironment({ SIS_BASE_URL: 'https://sis.example' }, given);
  expect(env['SIS_BASE_URL']).toBe('https://sis.example');
  expect(env).not.toHaveProperty('SIS_OWNERBOT_API_KEY');
});

test('an empty value counts as not set', () => {
  expect(planEnvironment({ BOT_TOKEN: ' ', DATABASE_URL: '' }, given)).toMatchObject({ usesSandbox: true, startsPostgres: true });
});

test('what is set stays, beside the sandbox too', () => {
  const { env } = planEnvironment({ OWNER_IDS: '7', TELEGRAM_API_ROOT: 'http://other' }, given);
  expect(env).toMatchObject({ OWNER_IDS: '7', TELEGRAM_API_ROOT: 'http://other' });
});

test('a database that is named is used, and whoever named it brings the key that signs its proposals', () => {
  const plan = planEnvironment({ DATABASE_URL: 'postgres://somewhere' }, given);
  expect(plan.startsPostgres).toBe(false);
  expect(plan.env).not.toHaveProperty('PROPOSAL_HMAC_KEY');
});

test('queues on Redis without saying where get a Redis of our own', () => {
  expect(planEnvironment({ QUEUE_BACKEND: 'redis' }, {}).startsRedis).toBe(true);
  expect(planEnvironment({ QUEUE_BACKEND: 'redis' }, { ...given, redisPort: 7000 }).env).toMatchObject({ REDIS_URL: 'redis://127.0.0.1:7000' });
  for (const key of ['REDIS_URL', 'REDIS_CLUSTER_NODES', 'REDIS_SENTINELS', 'REDIS_URL_FILE']) {
    expect(planEnvironment({ QUEUE_BACKEND: 'redis', [key]: 'there' }, given).startsRedis).toBe(false);
  }
  expect(planEnvironment({ QUEUE_BACKEND: 'postgres' }, given).startsRedis).toBe(false);
});

class OfIngest {
  @Setting({ key: 'WEBHOOK_SECRET', type: settingTypes.secret({ matches: /./, form: 'anything' }), readBy: ['ingest'], about: 'of ingest' })
  readonly webhookSecret: string | undefined;
}
class OfWorker {
  @Setting({ key: 'DATABASE_URL', type: settingTypes.secret({ matches: /./, form: 'anything' }), readBy: ['worker', 'notifier'], about: 'of two' })
  readonly databaseUrl: string | undefined;
}
class OfAll {
  @Setting({ key: 'LOG_LEVEL', type: settingTypes.text({ min: 1, max: 20 }), readBy: 'all', about: 'of all' })
  readonly logLevel: string | undefined;
}

test('a process sees its own keys and those that are not ours, and no secret of another one', () => {
  const env = { PATH: '/bin', LOG_LEVEL: 'info', WEBHOOK_SECRET: 's', WEBHOOK_SECRET_FILE: '/s', DATABASE_URL: 'postgres://x' };
  const classes = [OfIngest, OfWorker, OfAll];
  expect(environmentFor('ingest', env, classes)).toEqual({ PATH: '/bin', LOG_LEVEL: 'info', WEBHOOK_SECRET: 's', WEBHOOK_SECRET_FILE: '/s' });
  expect(environmentFor('notifier', env, classes)).toEqual({ PATH: '/bin', LOG_LEVEL: 'info', DATABASE_URL: 'postgres://x' });
});

test('the simulator writes its database as its owner, and the worker reads it with the key of the simulator', () => {
  const url = 'postgres://owner:secret@127.0.0.1:5433/ownerbot_sim';
  expect(simDatabaseKeys({ SIM_KEY: 'a key' }, url)).toEqual({ SIM_DATABASE_URL: url, SIS_DATABASE_URL: 'postgres://ownerbot_ro:a%20key@127.0.0.1:5433/ownerbot_sim' });
  expect(simDatabaseKeys({ SIM_DATABASE_URL: 'postgres://me:x@db/sim' }, url)).toEqual({ SIS_DATABASE_URL: 'postgres://ownerbot_ro:sim-local-key@db/sim' });
});

test('a database of SIS that is named is left alone, and a key in a file gives no address away', () => {
  const url = 'postgres://owner:secret@127.0.0.1:5433/ownerbot_sim';
  expect(simDatabaseKeys({ SIS_DATABASE_URL: 'postgres://sis/shop' }, url)).toEqual({ SIM_DATABASE_URL: url });
  expect(simDatabaseKeys({ SIM_KEY_FILE: '/run/key' }, url)).toEqual({ SIM_DATABASE_URL: url });
});
