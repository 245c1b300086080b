import type { AddressInfo } from 'node:net';
import { isIPv6 } from 'node:net';
import { resolve } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { botApiRoutes } from './bot-api/routes';
import { controlApi } from './control/control-api';
import { createLongPoll } from './delivery/long-poll';
import { createWebhookPusher, type Backoff } from './delivery/webhook-pusher';
import { createWorld, resetWorld, type DefaultPerson } from './create-world';
import { pageRoutes } from './http/page-routes';
import { startSis, type Sis, type SisOptions } from './sis/start-sis';
import type { World } from './state/world';

export interface SandboxOptions {
  /** 0 picks a free one. */
  port: number;
  host: string;
  /** The one token that the Bot API accepts; its digits before the colon are the bot's id. */
  token: string;
  /** The person who is there from the start, with a private chat. */
  person: DefaultPerson;
  /** Others who are there too. */
  others?: readonly DefaultPerson[];
  /** Unix time in milliseconds. */
  now?: () => number;
  /** From 0 up to but without 1, for the faults' probability. */
  random?: () => number;
  /** Between two deliveries of a refused update: doubles from the first to the last. */
  webhookBackoff?: Backoff;
  webhookTimeoutMs?: number;
  /** How long a press may be answered. */
  pressTtlMs?: number;
  pageFolder?: string;
  /** The simulated SIS beside it; left out: none. */
  sis?: Omit<SisOptions, 'onChange' | 'onRequest' | 'onDefect'>;
  onDefect?: (error: unknown) => void;
}

export interface Sandbox {
  /** Where the page is: `http://host:port`. */
  url: string;
  /** What a Bot API client wants as its root; the same as `url`. */
  apiRoot: string;
  controlUrl: string;
  port: number;
  world: World;
  sis: Sis | undefined;
  /** Ends everything at once: polls are answered, hanging connections destroyed. Safe to call twice. */
  stop: () => Promise<void>;
}

const defaults = { backoff: { firstMs: 500, maxMs: 10_000 }, webhookTimeoutMs: 30_000, pressTtlMs: 60_000 } as const;

/** Starts the local Telegram: Bot API, control API and page on one port, and the simulated SIS on ports of its own. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { now = Date.now, random = Math.random, onDefect = () => undefined } = options;
  const world = createWorld({ ...options, now, random, pressTtlMs: options.pressTtlMs ?? defaults.pressTtlMs });
  const longPoll = createLongPoll(world.updates, world.faults, now);
  const webhook = createWebhookPusher({
    queue: world.updates,
    faults: world.faults,
    now,
    backoff: options.webhookBackoff ?? defaults.backoff,
    timeoutMs: options.webhookTimeoutMs ?? defaults.webhookTimeoutMs,
    onChange: () => world.bus.publish('delivery', deliveryView),
  });

  function deliveryView() {
    const { config, lastError, inFlight, delivered, failed } = webhook.status();
    return {
      mode: config ? 'webhook' : 'polling',
      webhook_url: config?.url ?? null,
      max_connections: config?.maxConnections ?? null,
      pending: world.updates.size(),
      in_flight: inFlight,
      delivered,
      failed,
      last_error: lastError ?? null,
      next_update_id: world.updates.nextId(),
    };
  }

  const sis = options.sis === undefined ? undefined : await startSisFor(world, options.sis, onDefect);
  const app = Fastify({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 512 },
    // Silently dropping what it does not know would hide a test's typing error.
    ajv: { customOptions: { removeAdditional: false, allowUnionTypes: true } },
  });
  await app.register(botApiRoutes({ world, longPoll, webhook, onDefect }));
  await app.register(
    controlApi({
      world,
      sis: sis?.machine,
      deliveryView,
      isOnLoopback: isLoopback(options.host),
      onDefect,
      reset(keepWebhook) {
        resetWorld(world, options);
        if (keepWebhook) webhook.restart();
        else webhook.set(undefined);
        world.bus.publish('reset', () => ({}));
      },
    }),
    { prefix: '/sandbox/api' },
  );
  await app.register(pageRoutes(options.pageFolder ?? resolve(__dirname, '../page')));
  app.get('/health', async () => ({ live: true, ready: true }));

  const stop = stopOnce(app, async () => {
    longPoll.stop();
    webhook.stop();
    await sis?.stop();
  });
  try {
    await app.listen({ port: options.port, host: options.host });
  } catch (error) {
    await sis?.stop();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  const url = `http://${reachable(options.host)}:${port}`;
  return { url, apiRoot: url, controlUrl: `${url}/sandbox/api`, port, world, sis, stop };
}

/** Its changes and its requests are told to the page. */
function startSisFor({ bus }: World, options: SisOptions, onDefect: (error: unknown) => void): Promise<Sis> {
  return startSis({
    ...options,
    onDefect,
    onChange: () => bus.publish('sis', () => ({})),
    onRequest: (request) => bus.publish('sis_request', () => request),
  });
}

function stopOnce(app: FastifyInstance, before: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= (async () => {
      await before();
      await app.close();
    })();
    return stopped;
  };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** An address that a browser on this machine can open, also when the server listens on all of them. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return isIPv6(host) ? `[${host}]` : host;
}
