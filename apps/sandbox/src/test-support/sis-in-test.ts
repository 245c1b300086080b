import { createHash } from 'node:crypto';
import { startSis, type Sis, type SisOptions } from '../sis/start-sis';

/** Wednesday noon in Berlin. */
export const NOON = new Date('2026-03-18T11:00:00Z');
export const ACTOR = 10_000_001;

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

export interface Envelope<T = Record<string, unknown>> {
  readonly ok: true;
  readonly as_of: string;
  readonly correlation_id: string;
  readonly data: T;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly provenance: {
    readonly sources: readonly string[];
    readonly window: Record<string, string> | null;
    readonly filters_hash: string;
    readonly counts: { readonly total: number; readonly shown: number } | null;
    readonly completeness: { readonly status: string; readonly missing_days: readonly string[]; readonly in_progress_day: string | null };
  };
}

export interface TestSis extends Sis {
  /** A GET below `/ownerbot/v1/` with good headers and shop 1. */
  read<T = Envelope>(path: string, query?: Record<string, string | number>, headers?: Record<string, string>): Promise<Answer<T>>;
  /** A POST or PATCH below `/ownerbot/v1/actions/` with the common part. */
  act<T = Envelope>(path: string, body: object, key?: string, method?: string): Promise<Answer<T>>;
  send<T>(path: string, init: RequestInit): Promise<Answer<T>>;
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
  faults(...rules: object[]): Promise<void>;
  stateHash(): Promise<string>;
}

const running = new Set<Sis>();
const defects: unknown[] = [];

/** Starts a simulator on free ports at a fixed noon; `stopSis` in afterEach ends it. */
export async function sisInTest(options: SisOptions = {}): Promise<TestSis> {
  const sis = await startSis({ now: NOON, onDefect: (error) => defects.push(error), ...options });
  running.add(sis);
  const good = { 'x-ownerbot-key': sis.key, 'x-api-key': sis.key, 'x-correlation-id': 'test-1', 'x-actor-tg-id': String(ACTOR) };

  async function send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const response = await fetch(`${sis.url}/ownerbot/v1/${path}`, { redirect: 'manual', ...init, headers: { ...good, ...(init.headers as Record<string, string>) } });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, text, body: (isJson ? parsed(text) : text) as T };
  }

  async function control<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
    const response = await fetch(`${sis.controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  return {
    ...sis,
    send,
    control,
    read: (path, query = {}, headers = {}) =>
      send(`${path}?${new URLSearchParams({ shop_id: '1', ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])) })}`, { headers }),
    act: (path, body, key, method = 'POST') =>
      send(`actions/${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
        body: JSON.stringify({ shop_id: 1, actor_tg_id: ACTOR, ...body }),
      }),
    async faults(...rules) {
      const { status, body } = await control('PUT', '/faults', rules);
      if (status !== 200) throw new Error(JSON.stringify(body));
    },
    stateHash: async () => (await control<{ state_hash: string }>('GET', '/state-hash')).body.state_hash,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Stops every simulator of the test; fails it when one met an error of its own. */
export async function stopSis(): Promise<void> {
  await Promise.all([...running].map((sis) => sis.stop()));
  running.clear();
  const met = defects.splice(0);
  if (met.length > 0) throw new AggregateError(met, `the simulator failed: ${String(met[0])}`);
}

/** A key that fits, the same for the same name. */
export function keyOf(name: string): string {
  return `obk-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}

/** The body of an apply that is bound to a preview. */
export function bound(body: object, preview: Answer<Envelope>, more: object = {}): object {
  const { target_set_hash, affected_count, snapshot } = preview.body.data;
  return { ...body, force: false, expected: { target_set_hash, affected_count, snapshot }, not_after: '2026-03-18T11:05:00Z', ...more };
}
