import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { KNOWN_KEYS, loadSettings, OWNED_PREFIXES, ProcessSettings, Setting, settingsOf, settingTypes } from '@ownerbot/runtime';
import { allSettings, classesOf, knownKeys } from '../all-settings';
import { describeSettings, environmentValue } from './described-setting';
import { COMPOSE_KEYS, SECTIONS } from './sections';
import { settingsDocuments } from './write-settings-docs';

const root = resolve(__dirname, '../../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const settings = classesOf(allSettings).flatMap((one) => settingsOf(one));
const order = SECTIONS.flatMap((one) => one.keys);

test.each(['ENV.example', 'docs/settings.md'])('%s is what `npm run docs:settings` writes', (path) => {
  expect(read(path)).toBe(settingsDocuments()[path]);
});

test('both documents name every key of the classes once, in the one order', () => {
  const inExample = [...read('ENV.example').matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
  const inPage = [...read('docs/settings.md').matchAll(/^\| `([A-Z0-9_]+)`/gm)].map((match) => match[1]);
  const compose = COMPOSE_KEYS.map((one) => one.key);
  expect(inExample).toEqual([...order, ...compose]);
  expect(inPage).toEqual([...order, ...compose]);
  expect([...order].sort()).toEqual(settings.map((one) => one.key).sort());
});

test('every key that a class of a library or an app declares is in the list of all', () => {
  const sources = ['libs', 'apps'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((one) => join(folder, one)));
  const files = sources.filter((one) => one.endsWith('.ts') && !one.endsWith('.spec.ts'));
  const declared = files.flatMap((file) => [...read(file).matchAll(/@Setting\(\{\s*key: '([A-Z0-9_]+)'/g)].map((match) => String(match[1])));
  expect(declared.length).toBeGreaterThan(20);
  expect(declared.filter((key) => !order.includes(key))).toEqual([]);
});

test('a process that does not read a key of ours knows it nevertheless', () => {
  const ours = knownKeys.filter((key) => OWNED_PREFIXES.some((prefix) => key.startsWith(prefix)));
  expect([...KNOWN_KEYS].sort()).toEqual([...ours].sort());
});

test.each(settings.map((one) => [one.key, one] as const))('%s says what it is for in one line, and its default is one that it accepts', (_key, setting) => {
  expect(setting.about).toMatch(/^\S.{3,}\S$/);
  const { default: standard, type, defaultText } = setting;
  if (standard === undefined || environmentValue(standard) === '') {
    if (typeof standard === 'function') expect(defaultText).toBeDefined();
    return;
  }
  expect(type.parse(environmentValue(standard))).toEqual(standard);
});

test('ENV.example is itself a good environment, with and without its comments', () => {
  const classes = allSettings;
  const plain = loadSettings({ process: 'all', classes, env: {} });
  const example = read('ENV.example');
  expect(loadSettings({ process: 'all', classes, env: parseEnv(example) })).toEqual(plain);
  expect(loadSettings({ process: 'all', classes, env: parseEnv(example.replace(/^#(?=[A-Z0-9_]+=)/gm, '')) })).toEqual(plain);
});

test('no secret has a value in ENV.example', () => {
  const secrets = settings.filter((one) => one.type.secret).map((one) => one.key);
  const env = parseEnv(read('ENV.example').replace(/^#(?=[A-Z0-9_]+=)/gm, ''));
  expect(secrets).toContain('BOT_TOKEN');
  expect([...secrets, ...COMPOSE_KEYS.map((one) => one.key)].filter((key) => env[key] !== '')).toEqual([]);
});

test('a key that no section lists, or that no class has, is an error', () => {
  class Forgotten {
    @Setting({ key: 'FORGOTTEN', type: settingTypes.bool(), readBy: 'all', about: 'nobody listed it' })
    readonly forgotten: boolean;
  }
  expect(() => describeSettings([Forgotten], [])).toThrow('no section lists FORGOTTEN');
  expect(() => describeSettings([ProcessSettings], [{ title: 'X', keys: ['GONE'] }])).toThrow('no settings class has GONE');
});
