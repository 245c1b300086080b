import { leakCheck } from '@ownerbot/testing';
import { consoleInTest, type ConsoleInTest, type Visitor } from '../test-support/console-in-test';

jest.setTimeout(60_000);

let world: ConsoleInTest;
let anna: Visitor;
beforeAll(async () => {
  world = await consoleInTest();
  anna = await world.loggedIn('anna');
});
afterAll(() => world.close());

const told = async (answer: ReturnType<Visitor['get']>) => {
  const { statusCode, body, headers } = await answer;
  return { status: statusCode, code: (JSON.parse(body) as { error: { code: string } }).error.code, type: headers['content-type'] };
};
const JSON_TYPE = 'application/json; charset=utf-8';

test.each([
  ['/api/dead-letters/7', 'LETTER_UNKNOWN'],
  ['/api/operations/7', 'OPERATION_UNKNOWN'],
  ['/api/operations/7/items', 'OPERATION_UNKNOWN'],
  ['/api/requests/tg-1-7', 'REQUEST_UNKNOWN'],
  ['/api/proposals/00000000-0000-7000-8000-000000000001', 'PROPOSAL_NOT_FOUND'],
  ['/api/proposals/7', 'PROPOSAL_NOT_FOUND'],
])('of an unknown id %s says so', async (url, code) => {
  expect(await told(anna.get(url))).toEqual({ status: 404, code, type: JSON_TYPE });
});

const NASTY = [`<script>alert(1)</script>`, `'; drop table dead_letters; --`, '../../etc/passwd', '9'.repeat(60), 'ид', '%00'];

test.each(NASTY)('the id %p is refused as any other that there is not, and comes back as JSON alone', async (id) => {
  for (const path of ['dead-letters', 'operations', 'requests', 'proposals']) {
    const answer = await told(anna.get(`/api/${path}/${encodeURIComponent(id)}`));
    expect([400, 404]).toContain(answer.status);
    expect(answer.type).toBe(JSON_TYPE);
  }
});

test.each([
  ['a limit beyond the largest', '/api/audit?limit=201'],
  ['a limit that is no number', '/api/dead-letters?limit=many'],
  ['a cursor of somebody else', '/api/audit?cursor=eyJhIjoxfQ'],
  ['a cursor with SQL', `/api/proposals?cursor=${Buffer.from(JSON.stringify(["2026-01-01'; --", 'x'])).toString('base64url')}`],
  ['a filter that there is not', '/api/dead-letters?fingerprints=abc'],
  ['a state that there is not', '/api/proposals?state=done'],
  ['a moment that is none', '/api/dead-letters?since=yesterday'],
  ['a chat that is no number', '/api/audit?chatId=1%20or%201=1'],
])('%s is refused with what is allowed', async (_what, url) => {
  const answer = await told(anna.get(url));
  expect(answer).toMatchObject({ status: 400, code: expect.stringMatching(/^(REQUEST_INVALID|SELECTION_INVALID)$/) as string });
});

test.each([
  ['ids and a filter at once', { ids: ['1'], filter: {} }, 'SELECTION_INVALID'],
  ['neither ids nor a filter, which must never mean all', {}, 'SELECTION_INVALID'],
  ['no ids at all', { ids: [] }, 'REQUEST_INVALID'],
  ['a rate of nothing', { filter: {}, ratePerSec: 0 }, 'SELECTION_INVALID'],
  ['a canary without its limit', { filter: {}, canary: { first: 5 } }, 'REQUEST_INVALID'],
  ['an option that there is not', { filter: {}, all: true }, 'REQUEST_INVALID'],
])('a replay with %s starts nothing', async (_what, body, code) => {
  expect(await told(anna.send('POST', '/api/dead-letters/replay', body))).toMatchObject({ status: 400, code });
  expect((await anna.get('/api/operations')).json()).toMatchObject({ total: 0 });
});

test('a filter that matches nothing starts nothing and says so', async () => {
  expect(await told(anna.send('POST', '/api/dead-letters/replay', { filter: { code: 'NEVER_SEEN' } }))).toMatchObject({ status: 409, code: 'NOTHING_MATCHES' });
  expect((await anna.get('/api/operations')).json()).toMatchObject({ total: 0 });
});

test('a body that is no JSON, of another type or too long is refused before anything is read from it', async () => {
  const send = (headers: Record<string, string>, payload: string) => told(anna.inject({ method: 'POST', url: '/api/dead-letters/plan', headers: { 'csrf-token': anna.csrf, ...headers }, payload }));
  expect(await send({ 'content-type': 'application/json' }, '{"filter":')).toMatchObject({ status: 400 });
  expect(await send({ 'content-type': 'text/plain' }, 'x')).toMatchObject({ status: 415 });
  expect(await send({ 'content-type': 'application/json' }, JSON.stringify({ filter: { text: 'x'.repeat(1_100_000) } }))).toMatchObject({ status: 413 });
  expect(await send({ 'content-type': 'application/json' }, '{"__proto__":{"x":1},"filter":{}}')).toMatchObject({ status: 400 });
});

test('a queue that there is not cannot be paused', async () => {
  expect(await told(anna.send('POST', '/api/queues/inbox-99/pause'))).toMatchObject({ status: 404, code: 'QUEUE_UNKNOWN' });
});

leakCheck();
