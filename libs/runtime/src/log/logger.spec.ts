import { OwnerBotError } from '../errors';
import { createLogger, silentLogger, type Logger } from './logger';

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
const QUOTED = 'pass"word\\with\nparts';

function recorded(options: { level?: 'error' | 'warn' | 'info' | 'debug'; secrets?: readonly string[] } = {}): { log: Logger; lines: string[]; last: () => Record<string, unknown> } {
  const lines: string[] = [];
  const log = createLogger({ process: 'worker', level: options.level ?? 'debug', secrets: options.secrets ?? [], write: (line) => lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

test('an event is one line of JSON: time, level, event, process, then its fields', () => {
  const { log, lines, last } = recorded();
  log.info('turn_taken', { chatId: '5', ms: 12 });
  expect(lines).toHaveLength(1);
  expect(last()).toEqual({ at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), level: 'info', event: 'turn_taken', process: 'worker', chatId: '5', ms: 12 });
  expect(Object.keys(last()).slice(0, 3)).toEqual(['at', 'level', 'event']);
});

test('lines below the level are not written', () => {
  const { log, lines } = recorded({ level: 'warn' });
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['c', 'd']);
});

test('a child adds its fields to every line, and its own children add theirs', () => {
  const { log, last } = recorded();
  log.child({ correlationId: 'tg-1-2' }).child({ attempt: 2 }).info('tried', { ms: 1 });
  expect(last()).toMatchObject({ correlationId: 'tg-1-2', attempt: 2, ms: 1, process: 'worker' });
  log.info('alone');
  expect(last()).not.toHaveProperty('correlationId');
});

test('no field takes the place of time, level or event', () => {
  const { log, last } = recorded();
  log.info('real', { event: 'false', level: 'false', at: 'false' });
  expect(last()).toMatchObject({ event: 'real', level: 'info', at: expect.stringMatching(/Z$/) });
});

test('an error of ours is told by code, message, facts and causes', () => {
  const { log, last } = recorded();
  const cause = new OwnerBotError('SHOP_AWAY', { message: 'no answer', cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
  log.error('failed', { error: new OwnerBotError('TOOL_FAILED', { message: 'no figures', cause, fields: { tool: 'kpi_snapshot', code: 'not this one' } }) });
  expect(last()['error']).toEqual({
    tool: 'kpi_snapshot',
    code: 'TOOL_FAILED',
    message: 'no figures',
    cause: { code: 'SHOP_AWAY', message: 'no answer', cause: { code: 'ECONNREFUSED', message: 'refused', stack: expect.any(String) } },
  });
});

test('any other error is told with its stack, an aggregate one with its parts', () => {
  const { log, last } = recorded();
  log.error('failed', { error: new TypeError('no function') });
  expect(last()['error']).toEqual({ code: 'UNEXPECTED', message: 'no function', stack: expect.stringContaining('logger.spec') });
  log.error('failed', { error: new AggregateError([new Error('one')], 'both') });
  expect(last()['error']).toMatchObject({ message: 'both', errors: [{ message: 'one' }] });
});

test('errors deep inside fields and bound to a child are flattened too', () => {
  const { log, last } = recorded();
  log.child({ earlier: new Error('first') }).warn('again', { attempts: [{ error: new Error('second') }] });
  expect(last()).toMatchObject({ earlier: { message: 'first' }, attempts: [{ error: { message: 'second' } }] });
});

test('whatever it is given, it writes a line and does not throw', () => {
  const { log, lines, last } = recorded();
  const circle: Record<string, unknown> = { name: 'a' };
  circle['self'] = circle;
  const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ inner }), {});
  const trap = { toJSON: () => { throw new Error('no'); } };
  log.info('odd', { big: 10n, circle, deep, trap, fn: () => 1, map: new Map([['a', 1]]), set: new Set([1]), bytes: Buffer.from('secret'), when: new Date(0), bad: new Date(NaN), none: null, missing: undefined, not: NaN });
  expect(last()).toMatchObject({ big: '10', circle: { name: 'a', self: '[circular]' }, trap: '[unprintable: no]', map: [['a', 1]], set: [1], bytes: '[6 bytes]', when: '1970-01-01T00:00:00.000Z', none: null });
  log.info('wide', { rows: Array.from({ length: 100_000 }, (_, id) => ({ id })), text: 'x'.repeat(1_000_000) });
  expect(lines.at(-1)?.length).toBeLessThan(50_000);
});

test.each<[string, Record<string, unknown>]>([
  ['a field', { value: 'key-of-the-shop' }],
  ['the middle of a text', { value: 'called with key-of-the-shop, failed' }],
  ['a nested object', { request: { headers: [{ 'x-api-key': 'key-of-the-shop' }] } }],
  ['the name of a field', { 'key-of-the-shop': 1 }],
  ['an error', { error: new Error('401 for key-of-the-shop') }],
  ['an error of ours', { error: new OwnerBotError('X', { message: 'key-of-the-shop', fields: { sent: 'key-of-the-shop' } }) }],
  ['the cause of a cause', { error: new Error('a', { cause: new Error('b', { cause: new Error('key-of-the-shop') }) }) }],
  ['a cause that is no error', { error: new Error('a', { cause: { config: { key: 'key-of-the-shop' } } }) }],
  ['an object that prints itself', { value: { toJSON: () => ({ key: 'key-of-the-shop' }) } }],
  ['a URL', { value: new URL('https://sis.example/?key=key-of-the-shop') }],
  ['the edge of what is cut', { value: `${'x'.repeat(7_995)}key-of-the-shop` }],
  ['a secret encoded for a URL', { value: encodeURIComponent(QUOTED) }],
  ['a secret with quotes and line ends', { value: QUOTED }],
  ['a secret inside JSON inside a text', { value: JSON.stringify({ password: QUOTED }) }],
  ['a token nobody named', { value: TOKEN }],
  ['a token in a URL of the Bot API', { url: `https://api.telegram.org/bot${TOKEN}/sendMessage` }],
  ['a token in a message of a driver', { error: new Error(`request to /bot${TOKEN}/getMe failed`) }],
  ['the password of a URL', { value: 'postgres://me:hunter2hunter2@db/x' }],
  ['a password with an at sign', { value: 'connecting to redis://:hunter2@hunter2@cache:6379 failed' }],
])('a secret is never printed: in %s', (_where, fields) => {
  const { log, lines } = recorded({ secrets: ['key-of-the-shop', QUOTED] });
  log.child(fields).error('bound');
  log.error('given', fields);
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toContain('•••');
    expect(line).not.toMatch(/key-of|hunter2|AAHdqTcvCH|with\\\\?n?parts|pass\\|pass%22/);
    expect(() => JSON.parse(line) as unknown).not.toThrow();
  }
});

test('the longest secret is masked first, and what is no secret stays readable', () => {
  const { log, last } = recorded({ secrets: ['abcd', 'abcd-efgh', 'abc'] });
  log.info('x', { a: 'abcd-efgh', b: 'abc', url: 'http://127.0.0.1:8080/health', ids: 'tg-110201543:17', at2: '2026-01-01T10:00:00.000+03:00' });
  expect(last()).toMatchObject({ a: '•••', b: 'abc', url: 'http://127.0.0.1:8080/health', ids: 'tg-110201543:17', at2: '2026-01-01T10:00:00.000+03:00' });
});

test('a long word costs little', () => {
  const { log } = recorded();
  const begun = performance.now();
  log.info('x', { payload: 'a'.repeat(1_000_000), digits: '1'.repeat(1_000_000) });
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test('the silent logger says nothing, nor do its children', () => {
  expect(silentLogger.child({ a: 1 })).toBe(silentLogger);
  expect(silentLogger.error('x')).toBeUndefined();
});
