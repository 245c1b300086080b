import { ApiError, createClient, withQuery } from './client';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly csrf: string | undefined;
}

/** A server that answers what it is told to, one answer after the other. */
function answering(...answers: readonly (readonly [status: number, body: unknown] | Error)[]) {
  const asked: Asked[] = [];
  const left = [...answers];
  const fetcher = (path: string, init: { method: string; headers: Record<string, string> }) => {
    asked.push({ method: init.method, path, csrf: init.headers['csrf-token'] });
    const next = left.shift();
    if (next === undefined || next instanceof Error) return Promise.reject(next ?? new Error('nothing left to answer'));
    return Promise.resolve(new Response(typeof next[1] === 'string' ? next[1] : JSON.stringify(next[1]), { status: next[0] }));
  };
  return { asked, client: createClient(fetcher as unknown as typeof fetch) };
}

const refusal = (code: string) => ({ error: { code, message: 'no', fields: { a: 1 } } });

test('what changes something carries the token that the session gave', async () => {
  const { client, asked } = answering([200, { operator: null, csrf: 'one', version: '' }], [200, { ok: true }]);
  await client.session();
  await client.send('POST', '/api/x', {});
  expect(asked.map(({ csrf }) => csrf)).toEqual([undefined, 'one']);
});

test('a token that is out of date is renewed once, and the request is sent again', async () => {
  const { client, asked } = answering([403, refusal('CSRF_REFUSED')], [200, { operator: null, csrf: 'new', version: '' }], [200, { done: true }]);
  expect(await client.send('POST', '/api/x')).toEqual({ done: true });
  expect(asked).toEqual([
    { method: 'POST', path: '/api/x', csrf: '' },
    { method: 'GET', path: '/api/session', csrf: undefined },
    { method: 'POST', path: '/api/x', csrf: 'new' },
  ]);
});

test('a refusal comes with its code and is not tried again', async () => {
  const { client, asked } = answering([409, refusal('LETTER_BUSY')]);
  await expect(client.send('POST', '/api/x')).rejects.toMatchObject({ code: 'LETTER_BUSY', status: 409, fields: { a: 1 } });
  expect(asked).toHaveLength(1);
});

test('a server that is away, or a proxy that answers in its place, is told as such', async () => {
  const { client } = answering(new TypeError('failed to fetch'), [502, '<html>bad gateway']);
  await expect(client.get('/api/x')).rejects.toMatchObject({ code: 'OFFLINE', status: 0 });
  const error: unknown = await client.get('/api/x').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'UNEXPECTED', status: 502 });
});

test('only what is set becomes part of an address', () => {
  expect(withQuery('/x', { a: '', b: null, c: undefined })).toBe('/x');
  expect(withQuery('/x', { a: 'ä&b', n: 0, is: false })).toBe('/x?a=%C3%A4%26b&n=0&is=false');
});
