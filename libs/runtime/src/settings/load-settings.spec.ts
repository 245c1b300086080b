import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsError, type SettingFinding } from '../errors';
import { loadSettings, type CheckContext, type Environment, type LoadOptions } from './load-settings';
import { ProcessSettings } from './process-settings';
import { secretsOf } from './secrets-of';
import { keysOf, Setting, settingsOf, type ProcessName } from './setting';
import { integer, list, secret, text, url } from './types';

class ShopSettings {
  @Setting({ key: 'SIS_TIMEOUT_SEC', type: integer({ min: 1, max: 50 }), readBy: ['worker'], default: 15, about: 'one read' })
  readonly timeoutSec: number;

  @Setting({ key: 'SIS_KEY', type: secret({ minBytes: 8 }), readBy: ['worker', 'cli'], about: 'the key' })
  readonly apiKey: string | undefined;

  @Setting({ key: 'SHOPS', type: list(text()), readBy: 'all', default: ['main'], about: 'shops' })
  readonly shops: readonly string[];

  @Setting({ key: 'LANES', type: integer({ min: 1, max: 9 }), readBy: 'all', default: (env: Environment) => (env['REDIS_URL'] === undefined ? 4 : 8), about: 'lanes' })
  readonly lanes: number;
}

class PairSettings {
  @Setting({ key: 'PAIR_FROM', type: integer({ min: 0, max: 9 }), readBy: 'all', default: 0, about: 'from' })
  readonly from: number;

  @Setting({ key: 'PAIR_TO', type: integer({ min: 0, max: 9 }), readBy: 'all', default: 9, about: 'to' })
  readonly to: number;

  check({ process }: CheckContext): readonly SettingFinding[] {
    return this.from <= this.to ? [] : [{ key: 'PAIR_FROM', found: String(this.from), allowed: `at most PAIR_TO for ${process}` }];
  }
}

const root = mkdtempSync(join(tmpdir(), 'runtime-settings-'));
afterAll(() => rmSync(root, { recursive: true }));
const fileWith = (content: string) => {
  const path = join(root, `${Math.random()}`);
  writeFileSync(path, content);
  return path;
};

function load(env: Environment, options: { process?: ProcessName | 'all'; knownKeys?: readonly string[] } = {}) {
  return loadSettings({ process: options.process ?? 'worker', classes: { shop: ShopSettings, pair: PairSettings }, env, ...('knownKeys' in options ? { knownKeys: options.knownKeys } : {}) });
}

function findings(env: Environment, options: Partial<LoadOptions<never>> = {}): readonly SettingFinding[] {
  try {
    load(env, options);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.findings;
    throw error;
  }
}

test('what is not set has its default, which may depend on the environment', () => {
  expect(load({}).shop).toEqual({ timeoutSec: 15, apiKey: undefined, shops: ['main'], lanes: 4 });
  expect(load({ REDIS_URL: 'redis://x' }).shop.lanes).toBe(8);
});

test('what is set is read with its type, spaces around it ignored', () => {
  expect(load({ SIS_TIMEOUT_SEC: ' 20 ', SIS_KEY: '12345678', SHOPS: 'a, b', LANES: '2' }).shop).toEqual({ timeoutSec: 20, apiKey: '12345678', shops: ['a', 'b'], lanes: 2 });
});

test('an empty or blank value counts as not set', () => {
  expect(load({ SIS_TIMEOUT_SEC: '', SIS_KEY: '  ', SIS_KEY_FILE: '' }).shop).toMatchObject({ timeoutSec: 15, apiKey: undefined });
});

test('a value outside its range is refused and not clamped', () => {
  expect(findings({ SIS_TIMEOUT_SEC: '51' })).toEqual([{ key: 'SIS_TIMEOUT_SEC', found: '"51"', allowed: 'whole number 1..50' }]);
});

test('every finding is reported at once, and the message names each', () => {
  const wrong = { SIS_TIMEOUT_SEC: 'soon', SHOPS: 'a,,b', LANES: '0' };
  expect(findings(wrong).map((one) => one.key)).toEqual(['SIS_TIMEOUT_SEC', 'SHOPS', 'LANES']);
  expect(() => load(wrong)).toThrow(/SIS_TIMEOUT_SEC: found "soon"; allowed: whole number 1..50\nSHOPS: .*\nLANES: /);
  expect(() => load(wrong)).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID', retry: 'never' }));
});

test('a wrong secret is told by its length alone', () => {
  expect(findings({ SIS_KEY: 'hunter2' })).toEqual([{ key: 'SIS_KEY', found: 'a secret of 7 characters', allowed: 'at least 8 bytes' }]);
});

test('a secret under the wrong key is masked, and a long value is cut', () => {
  const [token] = findings({ LANES: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw' });
  expect(token?.found).toBe('"•••"');
  const [address] = findings({ LANES: 'postgres://me:hunter2@db/x' });
  expect(address?.found).toBe('"postgres://me:•••@db/x"');
  expect(findings({ LANES: 'x'.repeat(5_000) })[0]?.found.length).toBeLessThan(250);
});

test('a secret may come from a file, its line end ignored', () => {
  expect(load({ SIS_KEY_FILE: fileWith('from-a-file\n') }).shop.apiKey).toBe('from-a-file');
});

test('a secret both in the environment and in a file is refused without either value', () => {
  expect(findings({ SIS_KEY: '12345678', SIS_KEY_FILE: fileWith('from-a-file') })).toEqual([{ key: 'SIS_KEY_FILE', found: 'both SIS_KEY and SIS_KEY_FILE', allowed: 'one of the two' }]);
});

test('a secret file that is absent is refused, and a wrong secret in a file is not shown', () => {
  expect(findings({ SIS_KEY_FILE: join(root, 'absent') })).toEqual([{ key: 'SIS_KEY_FILE', found: JSON.stringify(join(root, 'absent')), allowed: 'a readable file' }]);
  expect(findings({ SIS_KEY_FILE: fileWith('short') })).toEqual([{ key: 'SIS_KEY', found: 'a secret of 5 characters', allowed: 'at least 8 bytes' }]);
});

test('a file is for secrets alone: the file key of a plain setting is unknown', () => {
  expect(findings({ SIS_TIMEOUT_SEC_FILE: fileWith('20') }).map((one) => one.key)).toEqual(['SIS_TIMEOUT_SEC_FILE']);
});

test.each(['OWNERBOT_TOTAL', 'SIS_TOTAL', 'ASR_TOTAL', 'LLM_TOTAL', 'SIM_TOTAL'])('an unknown key of our families is refused: %s', (key) => {
  expect(findings({ [key]: '1' })).toEqual([{ key, found: 'an unknown key', allowed: 'the keys of ENV.example' }]);
});

test('an unknown key comes with the nearest known one', () => {
  expect(findings({ SIS_TIMEOUT_SECS: '1' })).toEqual([{ key: 'SIS_TIMEOUT_SECS', found: 'an unknown key', allowed: 'did you mean SIS_TIMEOUT_SEC?' }]);
  expect(findings({ ASR_PROVIDR: 'x' }, { knownKeys: ['ASR_PROVIDER'] })[0]?.allowed).toBe('did you mean ASR_PROVIDER?');
});

test('keys of other programs, and of other processes, are left alone', () => {
  expect(findings({ PATH: '/bin', HOSTNAME: 'x', REDIS_URL_OLD: 'x' })).toEqual([]);
  expect(findings({ ASR_PROVIDER: 'mock' }, { knownKeys: ['ASR_PROVIDER'] })).toEqual([]);
  expect(findings({ OWNERBOT_HOME: '.ownerbot' })).toEqual([]);
});

test('a process is handed its own keys and does not look at those of others', () => {
  const { shop } = load({ SIS_TIMEOUT_SEC: 'not a number', SIS_KEY: '12345678' }, { process: 'cli' });
  expect(shop).toEqual({ apiKey: '12345678', shops: ['main'], lanes: 4 });
  expect(load({ SIS_TIMEOUT_SEC: '9' }, { process: 'all' }).shop.timeoutSec).toBe(9);
});

test('settings are frozen, their lists and defaults too', () => {
  const { shop } = load({});
  expect([Object.isFrozen(shop), Object.isFrozen(shop.shops), Object.isFrozen(load({ SHOPS: 'a' }).shop.shops)]).toEqual([true, true, true]);
});

test('what no single key can say is checked by the class, once its keys are right', () => {
  expect(findings({ PAIR_FROM: '5', PAIR_TO: '3' })).toEqual([{ key: 'PAIR_FROM', found: '5', allowed: 'at most PAIR_TO for worker' }]);
  expect(findings({ PAIR_FROM: '5', PAIR_TO: '33' }).map((one) => one.key)).toEqual(['PAIR_TO']);
});

test('a class tells its keys in the order of its fields, with the file keys of its secrets', () => {
  expect(settingsOf(ShopSettings).map((one) => one.property)).toEqual(['timeoutSec', 'apiKey', 'shops', 'lanes']);
  expect(keysOf(ShopSettings)).toEqual(['SIS_TIMEOUT_SEC', 'SIS_KEY', 'SIS_KEY_FILE', 'SHOPS', 'LANES']);
});

test('every process has an environment, a log level, and fails fast unless told otherwise', () => {
  const read = (env: Environment) => loadSettings({ process: 'cli', classes: { process: ProcessSettings }, env }).process;
  expect(read({})).toEqual({ appEnv: 'development', home: '.ownerbot', preflightFailFast: true, logLevel: 'info' });
  expect(read({ PREFLIGHT_FAIL_FAST: '0', APP_ENV: 'production' })).toMatchObject({ preflightFailFast: false, appEnv: 'production' });
  expect(() => read({ LOG_LEVEL: 'verbose' })).toThrow('LOG_LEVEL: found "verbose"; allowed: one of error, warn, info, debug');
});

test('the secrets of loaded settings are known, the passwords of URLs on their own too', () => {
  class StoreSettings {
    @Setting({ key: 'DB', type: url({ protocols: ['postgres:'], secret: true }), readBy: 'all', about: 'db' })
    readonly url: string;
    @Setting({ key: 'NODES', type: list(url({ protocols: ['redis:'], secret: true })), readBy: 'all', about: 'nodes' })
    readonly nodes: readonly string[];
  }
  const env = { DB: 'postgres://u:p%40ss-word@h/d', NODES: 'redis://:first-one@a,redis://:100%@b', SIS_KEY: 'key-of-shop' };
  const loaded = loadSettings({ process: 'worker', classes: { store: StoreSettings, shop: ShopSettings }, env });
  expect(secretsOf(loaded)).toEqual([
    'postgres://u:p%40ss-word@h/d', 'p%40ss-word', 'p@ss-word',
    'redis://:first-one@a', 'first-one', 'first-one',
    'redis://:100%@b', '100%', '100%',
    'key-of-shop',
  ]);
});
