import { leakCheck } from '@ownerbot/testing';
import { consoleInTest, type ConsoleInTest } from '../test-support/console-in-test';

jest.setTimeout(60_000);

let world: ConsoleInTest;
beforeAll(async () => {
  world = await consoleInTest();
});
afterAll(() => world.close());

const get = (url: string) => world.app.inject({ method: 'GET', url });

test('the page runs its own scripts alone, and its styles carry the nonce of the answer', async () => {
  const [first, second] = [await get('/'), await get('/dead-letters/7')];
  const policy = String(first.headers['content-security-policy']);
  const nonce = /style-src 'self' 'nonce-([0-9a-f]+)'/.exec(policy)?.[1] ?? 'none';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(first.body).toContain(`content="${nonce}"`);
  expect(second.statusCode).toBe(200);
  expect(second.body).not.toContain(nonce);
  expect(first.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' });
});

test('what there is not is told, never answered with the page', async () => {
  const answer = await get('/api/nothing?<script>');
  expect({ status: answer.statusCode, body: answer.json<object>() }).toEqual({ status: 404, body: { error: { code: 'REQUEST_INVALID', message: 'there is no GET /api/nothing' } } });
  expect((await get('/assets/..%2f..%2fpackage.json')).statusCode).toBe(404);
});

test('health and metrics need no login', async () => {
  expect((await get('/health')).statusCode).toBe(200);
  expect((await get('/metrics')).statusCode).toBe(200);
});

leakCheck();
