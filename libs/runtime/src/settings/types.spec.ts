import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  address,
  bool,
  currency,
  decimal,
  executable,
  file,
  folder,
  instant,
  integer,
  list,
  oneOf,
  port,
  secret,
  telegramId,
  text,
  url,
  writableFile,
  zone,
  type SettingType,
} from './types';

const root = mkdtempSync(join(tmpdir(), 'runtime-types-'));
mkdirSync(join(root, 'folder'));
writeFileSync(join(root, 'plain'), 'text');
writeFileSync(join(root, 'program'), '#!/bin/sh\n');
chmodSync(join(root, 'program'), 0o755);
afterAll(() => rmSync(root, { recursive: true }));

const web = url({ protocols: ['http:', 'https:'] });
const origin = url({ protocols: ['http:', 'https:'], originOnly: true });
const database = url({ protocols: ['postgres:'], secret: true });
const hook = url({ protocols: ['https:'], pathEndsWith: '/tg/webhook' });

const accepted: [string, SettingType<unknown>, string, unknown][] = [
  ['text', text(), 'Привет', 'Привет'],
  ['text at its longest', text({ max: 3 }), 'abc', 'abc'],
  ['text in a form', text({ matches: /^[a-z]+$/ }), 'abc', 'abc'],
  ['the least integer', integer({ min: 1, max: 256 }), '1', 1],
  ['the largest integer', integer({ min: 1, max: 256 }), '256', 256],
  ['a negative integer', integer({ min: -5, max: 5 }), '-5', -5],
  ['a decimal', decimal({ min: 0.1, max: 5 }), '0.7', 0.7],
  ['a whole decimal', decimal({ min: 0, max: 1 }), '1', 1],
  ['bool 1', bool(), '1', true],
  ['bool true', bool(), 'true', true],
  ['bool 0', bool(), '0', false],
  ['bool false', bool(), 'false', false],
  ['one of', oneOf(['DEMO', 'AUTO']), 'AUTO', 'AUTO'],
  ['a list with spaces', list(oneOf(['inbox', 'asr', 'plan'])), ' inbox ,asr,  plan', ['inbox', 'asr', 'plan']],
  ['a person', telegramId({ positive: true }), '4503599627370495', '4503599627370495'],
  ['a channel', telegramId({ positive: false }), '-1001234567890', '-1001234567890'],
  ['a URL with a path', web, 'http://127.0.0.1:8070/api', 'http://127.0.0.1:8070/api'],
  ['an origin', origin, 'https://sis.example', 'https://sis.example'],
  ['an origin, told without its slash', origin, 'https://sis.example:8443/', 'https://sis.example:8443'],
  ['a database', database, 'postgres://user:secret@db:5432/bot', 'postgres://user:secret@db:5432/bot'],
  ['a database behind a socket', database, 'postgres:///bot?host=/run/postgresql', 'postgres:///bot?host=/run/postgresql'],
  ['a webhook', hook, 'https://bot.example/x/tg/webhook', 'https://bot.example/x/tg/webhook'],
  ['a secret', secret({ matches: /^\d+:\w+$/ }), '12:ab', '12:ab'],
  ['a secret of 32 bytes', secret({ minBytes: 32 }), 'я'.repeat(16), 'я'.repeat(16)],
  ['any port', port(), '0', 0],
  ['the highest port', port(), '65535', 65_535],
  ['an IPv4 address', address(), '0.0.0.0', '0.0.0.0'],
  ['an IPv6 address', address(), '::1', '::1'],
  ['a host name', address(), 'ingest.internal', 'ingest.internal'],
  ['a folder', folder(), join(root, 'folder'), join(root, 'folder')],
  ['a folder to be made', folder(), join(root, 'folder/new/deep'), join(root, 'folder/new/deep')],
  ['a file', file(), join(root, 'plain'), join(root, 'plain')],
  ['a file to write', writableFile(), join(root, 'plain'), join(root, 'plain')],
  ['a file to be made', writableFile(), join(root, 'folder/new/state.json'), join(root, 'folder/new/state.json')],
  ['a moment', instant(), '2026-03-18T12:00:00+01:00', new Date('2026-03-18T11:00:00Z')],
  ['a program', executable(), join(root, 'program'), join(root, 'program')],
  ['a currency', currency(), 'EUR', 'EUR'],
  ['a zone', zone(), 'Europe/Berlin', 'Europe/Berlin'],
];

const refused: [string, SettingType<unknown>, string][] = [
  ['a text that is too long', text({ max: 3 }), 'abcd'],
  ['a text that is too short', text({ min: 2 }), 'a'],
  ['a text out of form', text({ matches: /^[a-z]+$/ }), 'ABC'],
  ['an integer below', integer({ min: 1, max: 256 }), '0'],
  ['an integer above', integer({ min: 1, max: 256 }), '257'],
  ['a fraction for an integer', integer({ min: 1, max: 256 }), '1.5'],
  ['an exponent', integer({ min: 1, max: 256 }), '1e2'],
  ['a hexadecimal number', integer({ min: 1, max: 256 }), '0x10'],
  ['leading zeros', integer({ min: 1, max: 256 }), '010'],
  ['a number with a unit', integer({ min: 1, max: 256 }), '10s'],
  ['an unsafe integer', integer({ min: 1, max: Number.MAX_VALUE }), '9007199254740993'],
  ['a decimal below', decimal({ min: 0.1, max: 5 }), '0.09'],
  ['a decimal comma', decimal({ min: 0.1, max: 5 }), '0,7'],
  ['no number', decimal({ min: 0.1, max: 5 }), 'NaN'],
  ['yes for bool', bool(), 'yes'],
  ['another case for bool', bool(), 'TRUE'],
  ['another case of a word', oneOf(['DEMO', 'AUTO']), 'demo'],
  ['an unknown item', list(oneOf(['inbox', 'asr'])), 'inbox,asrr'],
  ['an empty item', list(oneOf(['inbox', 'asr'])), 'inbox,,asr'],
  ['an item twice', list(oneOf(['inbox', 'asr'])), 'inbox,inbox'],
  ['too many items', list(text(), { max: 2 }), 'a,b,c'],
  ['too few items', list(text(), { min: 2 }), 'a'],
  ['a person with a negative id', telegramId({ positive: true }), '-5'],
  ['an id of more than 52 bits', telegramId({ positive: true }), '4503599627370496'],
  ['id zero', telegramId({ positive: false }), '0'],
  ['a URL of another protocol', web, 'ftp://host/x'],
  ['no URL', web, 'localhost:8080'],
  ['a URL without a host', database, 'postgres://'],
  ['an origin with a path', origin, 'https://sis.example/api'],
  ['an origin with a query', origin, 'https://sis.example?x=1'],
  ['an origin with a fragment', origin, 'https://sis.example/#x'],
  ['an origin with a user', origin, 'https://user@sis.example'],
  ['an origin with a password alone', origin, 'https://:secret@sis.example'],
  ['a webhook at another path', hook, 'https://bot.example/webhook'],
  ['a secret out of form', secret({ matches: /^\d+:\w+$/ }), 'ab'],
  ['a secret of 31 bytes', secret({ minBytes: 32 }), 'a'.repeat(31)],
  ['a port above', port(), '65536'],
  ['a negative port', port(), '-1'],
  ['an address with a port', address(), '127.0.0.1:80'],
  ['an address with a scheme', address(), 'http://host'],
  ['a file for a folder', folder(), join(root, 'plain')],
  ['a folder below a file', folder(), join(root, 'plain/below')],
  ['a folder for a file', file(), join(root, 'folder')],
  ['an absent file', file(), join(root, 'absent')],
  ['a folder for a file to write', writableFile(), join(root, 'folder')],
  ['a file to be made below a file', writableFile(), join(root, 'plain/below')],
  ['a moment without its zone', instant(), '2026-03-18T11:00:00'],
  ['a day for a moment', instant(), '2026-03-18'],
  ['a moment that is none', instant(), '2026-13-18T11:00:00Z'],
  ['a file that is no program', executable(), join(root, 'plain')],
  ['a folder for a program', executable(), join(root, 'folder')],
  ['an unknown currency', currency(), 'EUX'],
  ['a currency in small letters', currency(), 'eur'],
  ['an unknown zone', zone(), 'Europe/Atlantis'],
  ['an offset for a zone', zone(), '+03:00'],
];

test.each(accepted)('%s is accepted', (_name, type, given, expected) => {
  expect(type.parse(given)).toEqual(expected);
});

test.each(refused)('%s is refused, never clamped', (_name, type, given) => {
  expect(() => type.parse(given)).toThrow();
});

test('lists are frozen, and are secret when their items are', () => {
  expect(Object.isFrozen(list(text()).parse('a,b'))).toBe(true);
  expect([list(secret()).secret, list(text()).secret, database.secret, web.secret]).toEqual([true, false, true, false]);
});

test.each([
  [integer({ min: 1, max: 5 }), 'whole number 1..5'],
  [decimal({ min: 0.1, max: 5 }), 'number 0.1..5 with a decimal point'],
  [bool(), '1, 0, true or false'],
  [oneOf(['a', 'b']), 'one of a, b'],
  [list(oneOf(['a', 'b'])), 'comma separated list, each one of a, b'],
  [origin, 'URL with http:// or https://, origin only'],
  [hook, 'URL with https://, path ending in /tg/webhook'],
  [secret({ minBytes: 32 }), 'at least 32 bytes'],
  [port(), 'port 0..65535 (0 picks a free one)'],
  [text({ max: 64 }), '1..64 characters'],
])('what is allowed is told in words (%#)', (type, allowed) => {
  expect(type.allowed).toBe(allowed);
});
