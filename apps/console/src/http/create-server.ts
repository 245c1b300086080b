import { createHmac, randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { addStatusRoutes, type Health, type Metrics } from '@ownerbot/runtime';
import { guardRoutes } from '../auth/guard';
import { csrfOwner, sessionRoutes } from '../auth/session-routes';
import type { ConsoleParts } from '../parts';
import { auditRoutes } from '../routes/audit-routes';
import { deadLetterRoutes } from '../routes/dead-letter-routes';
import { liveRoutes } from '../routes/live-routes';
import { operationRoutes } from '../routes/operation-routes';
import { proposalRoutes } from '../routes/proposal-routes';
import { requestRoutes } from '../routes/request-routes';
import { settingsRoutes } from '../routes/settings-routes';
import { replyWithError } from './error-reply';
import { pageRoutes } from './page-routes';
import { rawQueues } from './raw-queues';

export interface ServerOptions {
  readonly parts: ConsoleParts;
  readonly health: Health;
  readonly metrics: Metrics;
  /** The folder of the built page. */
  readonly pageFolder: string;
  /** The same in all consoles, so that each takes the tokens that another one made; not the setting itself. */
  readonly csrfSecret: string;
}

/** An edited payload may be as large as an update of Telegram. */
const BODY_LIMIT_BYTES = 1_048_576;
const REQUEST_LIMIT_MS = 15_000;

/** Nothing from elsewhere, nothing inline: styles of the component library carry the nonce of the answer. */
const POLICY = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
} as const;

/** The one HTTP server of the console: page, API and status. */
export async function createConsoleServer({ parts, health, metrics, pageFolder, csrfSecret }: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_LIMIT_MS,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 300 },
    // A proxy on this machine ends TLS and tells whose request it is; anybody else's word about that is not taken.
    trustProxy: 'loopback',
    forceCloseConnections: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true } },
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error: FastifyError, request, reply) => replyWithError(error, request, reply, parts.log));
  addStatusRoutes(app, health, metrics);
  await app.register(helmet, { contentSecurityPolicy: POLICY, enableCSPNonces: true, crossOriginEmbedderPolicy: false, referrerPolicy: { policy: 'same-origin' } });
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(csrf, {
    cookieKey: 'ownerbot_csrf',
    cookieOpts: { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' },
    getToken: ({ headers }) => (typeof headers['csrf-token'] === 'string' ? headers['csrf-token'] : undefined),
    getUserInfo: csrfOwner,
    csrfOpts: { hmacKey: createHmac('sha256', csrfSecret).update('csrf').digest('hex'), userInfo: true },
  });
  await app.register(async (page) => pageRoutes(page, pageFolder));
  await app.register(async (raw) => rawQueues(raw, parts));
  await app.register(async (api) => {
    guardRoutes(api, parts);
    api.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    for (const add of [sessionRoutes, liveRoutes, deadLetterRoutes, operationRoutes, requestRoutes, proposalRoutes, auditRoutes, settingsRoutes]) add(api, parts);
  });
  return app;
}
