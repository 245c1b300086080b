import type { ErrorView, SessionView } from '../../../src/contract';

/** What the server refused, with its code. `OFFLINE`: it did not answer at all. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Client {
  get<T>(path: string, query?: Readonly<Record<string, string | number | boolean | null | undefined>>): Promise<T>;
  send<T>(method: Exclude<Method, 'GET'>, path: string, body?: unknown): Promise<T>;
  session(): Promise<SessionView>;
  login(token: string): Promise<SessionView>;
  logout(): Promise<SessionView>;
}

/** Calls the API of the page's own origin. Keeps the token for forms, and gets another one when it is out of date. */
export function createClient(fetcher: typeof fetch): Client {
  let csrf = '';

  async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
    const answer = await fetcher(path, {
      method,
      headers: { accept: 'application/json', ...(method === 'GET' ? {} : { 'csrf-token': csrf }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new ApiError('OFFLINE', String(error), 0);
    });
    const answered: unknown = await answer.json().catch(() => null);
    if (answer.ok) return answered as T;
    const { code, message, fields } = (answered as ErrorView | null)?.error ?? { code: 'UNEXPECTED', message: `HTTP ${answer.status}`, fields: {} };
    throw new ApiError(code, message, answer.status, fields);
  }

  async function session(method: Method, body?: unknown): Promise<SessionView> {
    const view = await call<SessionView>(method, '/api/session', body);
    csrf = view.csrf;
    return view;
  }

  async function withFreshToken<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'CSRF_REFUSED') throw error;
      await session('GET');
      return work();
    }
  }

  return {
    get: (path, query = {}) => call('GET', withQuery(path, query)),
    send: (method, path, body) => withFreshToken(() => call(method, path, body)),
    session: () => session('GET'),
    login: (token) => withFreshToken(() => session('POST', { token })),
    logout: () => withFreshToken(() => session('DELETE')),
  };
}

/** Leaves out what is not set. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | boolean | null | undefined>>): string {
  const set = Object.entries(query).flatMap(([key, value]) => (value === undefined || value === null || value === '' ? [] : [[key, String(value)]]));
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`;
}
