import { fixedClock } from '@ownerbot/runtime';
import { searchAudit } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { consoleInTest, TOKENS, type ConsoleInTest } from '../test-support/console-in-test';
import { LOGINS_PER_MINUTE } from './session-routes';

jest.setTimeout(60_000);

const clock = fixedClock('2026-03-02T12:00:00Z');
let world: ConsoleInTest;
beforeEach(async () => {
  world = await consoleInTest({ clock });
});
afterEach(() => world.close());

const audited = async (): Promise<Record<string, unknown>[]> => (await searchAudit(world.db, { limit: 50 })).reverse().map(({ fields, severity }) => ({ severity, ...fields }));

test('whoever has a token gets a session in a cookie that no script and no other site can use', async () => {
  const visitor = await world.visitor();
  const answer = await visitor.send('POST', '/api/session', { token: `  ${TOKENS.anna}\n` });
  expect(answer.json()).toEqual({ operator: { name: 'anna', role: 'operator' }, csrf: expect.any(String), version: '1.2.3', jobKinds: expect.arrayContaining(['voice.transcribe', 'tool.run']) });
  const cookie = answer.cookies.find(({ name }) => name === 'ownerbot_console');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 43_200 });
  expect((await visitor.get('/api/session')).json()).toMatchObject({ operator: { name: 'anna' } });
  expect(await audited()).toEqual([expect.objectContaining({ action: 'login', severity: 'info' })]);
});

test('behind TLS the cookie never travels in the open', async () => {
  const visitor = await world.visitor();
  const answer = await visitor.inject({ method: 'POST', url: '/api/session', headers: { 'csrf-token': visitor.csrf, 'x-forwarded-proto': 'https' }, payload: { token: TOKENS.anna } });
  expect(answer.cookies.find(({ name }) => name === 'ownerbot_console')).toMatchObject({ secure: true });
});

test('a wrong token is refused and audited, and neither the token nor its hash is kept', async () => {
  const visitor = await world.visitor();
  const answer = await visitor.send('POST', '/api/session', { token: 'ob_wrong' });
  expect({ status: answer.statusCode, body: answer.json<object>() }).toEqual({ status: 401, body: { error: { code: 'LOGIN_REFUSED', message: 'this token is not known' } } });
  expect(JSON.stringify(await audited())).not.toContain('ob_wrong');
  expect(await audited()).toEqual([expect.objectContaining({ action: 'login_refused', severity: 'warning' })]);
});

test('who tries too often has to wait, also with the right token, and that is audited once', async () => {
  const visitor = await world.visitor();
  for (let tries = 0; tries < LOGINS_PER_MINUTE; tries += 1) await visitor.send('POST', '/api/session', { token: 'guess' });
  for (let tries = 0; tries < 3; tries += 1) {
    const answer = await visitor.send('POST', '/api/session', { token: TOKENS.anna });
    expect({ status: answer.statusCode, body: answer.json<object>() }).toMatchObject({ status: 429, body: { error: { code: 'LOGIN_LIMITED', fields: { afterSec: expect.any(Number) } } } });
  }
  const limited = (await audited()).filter(({ action }) => action === 'login_limited');
  expect(limited).toHaveLength(1);
});

test('nobody reads or changes anything without a session', async () => {
  const visitor = await world.visitor();
  for (const url of ['/api/overview', '/api/dead-letters', '/api/requests', '/api/proposals', '/api/audit', '/api/settings', '/api/live', '/api/operations']) {
    const answer = await visitor.get(url);
    expect([url, answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([url, 401, 'NOT_LOGGED_IN']);
  }
  const answer = await visitor.send('POST', '/api/dead-letters/drain', { filter: {}, reason: 'x' });
  expect(answer.statusCode).toBe(401);
  expect(await audited()).toEqual([expect.objectContaining({ action: 'not_logged_in', route: '/api/dead-letters/drain' })]);
});

test('a session is over after twelve hours', async () => {
  const anna = await world.loggedIn('anna');
  clock.advance(12 * 3_600_000 + 1);
  const answer = await anna.get('/api/overview');
  expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([401, 'NOT_LOGGED_IN']);
});

test('after the logout the cookie opens nothing any more, whoever kept a copy', async () => {
  const anna = await world.loggedIn('anna');
  const copy = { ...anna.cookies };
  await anna.send('DELETE', '/api/session');
  expect(anna.cookies).not.toHaveProperty('ownerbot_console');
  const answer = await world.app.inject({ method: 'GET', url: '/api/overview', cookies: copy });
  expect(answer.statusCode).toBe(401);
});

test.each([
  ['no token', ''],
  ['a forged token', 'abcdefgh-ijklmnop'],
  ['the token of somebody else', 'other'],
])('with %s for forms nothing is changed, and the try is audited under the name of the session', async (_what, token) => {
  const [anna, boris] = [await world.loggedIn('anna'), await world.loggedIn('boris')];
  const headers: Record<string, string> = token === '' ? {} : { 'csrf-token': token === 'other' ? boris.csrf : token };
  const answer = await anna.inject({ method: 'PUT', url: '/api/settings/upstream-mode', headers, payload: { mode: 'AUTO' } });
  expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([403, 'CSRF_REFUSED']);
  expect((await anna.get('/api/settings')).json()).toMatchObject({ upstream: { override: null } });
  expect((await audited()).at(-1)).toMatchObject({ action: 'csrf_refused', severity: 'warning', route: '/api/settings/upstream-mode' });
});

test('a viewer sees everything and changes nothing; the try is audited', async () => {
  const boris = await world.loggedIn('boris');
  expect((await boris.get('/api/settings')).statusCode).toBe(200);
  for (const [method, url, body] of [
    ['POST', '/api/dead-letters/replay', { filter: {} }],
    ['POST', '/api/dead-letters/drain', { filter: {}, reason: 'x' }],
    ['PUT', '/api/settings/upstream-mode', { mode: 'AUTO' }],
    ['POST', '/api/queues/tools/pause', undefined],
  ] as const) {
    const answer = await boris.send(method, url, body);
    expect([url, answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([url, 403, 'OPERATOR_ONLY']);
  }
  expect((await audited()).filter(({ action }) => action === 'refused')).toHaveLength(4);
});

leakCheck();
