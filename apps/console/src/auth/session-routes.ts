import { JOB_KINDS } from '@ownerbot/queues';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SessionView } from '../contract';
import { LoginLimitedError, LoginRefusedError } from '../errors';
import type { ConsoleParts } from '../parts';
import { SESSION_COOKIE } from './guard';
import { noteLimited } from './note-limited';
import { SESSION_TTL_SEC, type Session } from './sessions';

/** Logins of one address in a minute. */
export const LOGINS_PER_MINUTE = 10;
const WINDOW_MS = 60_000;

const COOKIE = { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' } as const;

const LOGIN_BODY = {
  type: 'object',
  required: ['token'],
  additionalProperties: false,
  properties: { token: { type: 'string', minLength: 1, maxLength: 200 } },
} as const;

/** What a token for forms is bound to: one session, or none. */
export function csrfOwner(request: FastifyRequest): string {
  return request.session?.id ?? 'nobody';
}

/** Who am I, log in, log out. */
export function sessionRoutes(app: FastifyInstance, parts: ConsoleParts): void {
  const { sessions, operations, version } = parts;
  const viewOf = (request: FastifyRequest, reply: FastifyReply, session: Session | null): SessionView => {
    request.session = session;
    const operator = session === null ? null : { name: session.operator.name, role: session.operator.role };
    return { operator, csrf: reply.generateCsrf({ userInfo: csrfOwner(request) }), version, jobKinds: Object.keys(JOB_KINDS) };
  };

  app.get('/api/session', { config: { access: 'anyone' } }, (request, reply) => viewOf(request, reply, request.session));

  app.post<{ Body: { token: string } }>(
    '/api/session',
    {
      schema: { body: LOGIN_BODY },
      config: {
        access: 'anyone',
        rateLimit: {
          max: LOGINS_PER_MINUTE,
          timeWindow: WINDOW_MS,
          errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) => new LoginLimitedError(Math.ceil(ttl / 1_000)),
          onExceeded: (request: FastifyRequest) => noteLimited(parts, request, WINDOW_MS),
        },
      },
    },
    async (request, reply) => {
      const session = await sessions.open(request.body.token.trim());
      if (session === null) {
        await operations.auditOperator({ name: 'nobody' }, { action: 'login_refused', severity: 'warning', fields: { address: request.ip } });
        throw new LoginRefusedError();
      }
      if (request.session !== null) await sessions.close(request.session.id);
      await operations.auditOperator({ name: session.operator.name }, { action: 'login', fields: { role: session.operator.role, address: request.ip } });
      reply.setCookie(SESSION_COOKIE, session.id, { ...COOKIE, maxAge: SESSION_TTL_SEC });
      return viewOf(request, reply, session);
    },
  );

  app.delete('/api/session', { config: { access: 'viewer' } }, async (request, reply) => {
    if (request.session !== null) {
      await sessions.close(request.session.id);
      await operations.auditOperator({ name: request.session.operator.name }, { action: 'logout' });
    }
    reply.clearCookie(SESSION_COOKIE, COOKIE);
    return viewOf(request, reply, null);
  });
}
