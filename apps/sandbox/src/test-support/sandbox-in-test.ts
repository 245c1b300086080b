import { setTimeout as delay } from 'node:timers/promises';
import { Api } from 'node-telegram-bot-api';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox';

export const token = '110201543:sandbox-token-for-local-use-only-000';
export const anna = { id: 10_000_001, first_name: 'Анна' };

export interface TestSandbox extends Sandbox {
  api: Api;
  /** One call of the Bot API as raw HTTP: the status and the whole envelope. */
  call: (method: string, params?: Record<string, unknown>) => Promise<{ status: number; body: Envelope }>;
  /** One call of the control API; the body as it comes. */
  control: <T = unknown>(method: string, path: string, body?: unknown) => Promise<{ status: number; body: T }>;
}

export interface Envelope {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: Record<string, number>;
}

const running = new Set<Sandbox>();

/** Starts a sandbox on a free port; `stopAll` in afterEach ends it. */
export async function sandboxInTest(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox({
    port: 0,
    host: '127.0.0.1',
    token,
    person: anna,
    webhookBackoff: { firstMs: 20, maxMs: 80 },
    onDefect: (error) => defects.push(error),
    ...options,
  });
  running.add(sandbox);
  const send = async <T>(method: string, url: string, body: unknown): Promise<{ status: number; body: T }> => {
    const headers = body === undefined ? undefined : { 'content-type': 'application/json' };
    const response = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as T };
  };
  return {
    ...sandbox,
    api: new Api(token, { apiRoot: sandbox.apiRoot, maxRetries: 0, timeoutMs: 5_000 }),
    call: (method, params) => send('POST', `${sandbox.apiRoot}/bot${token}/${method}`, params ?? {}),
    control: (method, path, body) => send(method, `${sandbox.controlUrl}${path}`, body),
  };
}

const defects: unknown[] = [];

/** Stops every sandbox of the test; fails it when a sandbox met an error of its own. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((sandbox) => sandbox.stop()));
  running.clear();
  const met = defects.splice(0);
  if (met.length > 0) throw new AggregateError(met, `the sandbox failed: ${String(met[0])}`);
}

/** Waits until the condition holds, looking every few milliseconds. */
export async function until(condition: () => boolean | Promise<boolean>, what: string, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await delay(5);
  }
}

/** A real PNG of one pixel. */
export const onePixelPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
