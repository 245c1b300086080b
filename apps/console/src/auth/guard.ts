import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Operations } from '@ownerbot/operations';
import { CsrfRefusedError, NotLoggedInError, OperatorOnlyError } from '../errors';
import type { Session, Sessions } from './sessions';

export const SESSION_COOKIE = 'ownerbot_console';

/** Who may call a route. Absent: everybody who is logged in may read, operators alone may change. */
export type Access = 'anyone' | 'viewer';

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | null;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
}

/** What changes nothing. */
export const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Before a body is read: who asks, whether the console's own page asks, and whether they may. What somebody tried and may not is audited.
 * The order matters: a forged request must not learn whose session it rides on.
 */
export function guardRoutes(app: FastifyInstance, { sessions, operations }: { sessions: Sessions; operations: Operations }): void {
  app.decorateRequest('session', null);
  app.addHook('onRequest', async (request, reply) => {
    const { access } = request.routeOptions.config;
    const id = request.cookies[SESSION_COOKIE];
    request.session = id === undefined ? null : await sessions.find(id);
    const isChange = !READING.has(request.method);
    if (isChange) await checkCsrf(app, request, reply, (code) => audit(request, 'csrf_refused', code));
    if (access === 'anyone') return;
    if (request.session === null) {
      if (isChange) await audit(request, 'not_logged_in', 'NOT_LOGGED_IN');
      throw new NotLoggedInError();
    }
    if (isChange && access !== 'viewer' && request.session.operator.role !== 'operator') {
      await audit(request, 'refused', 'OPERATOR_ONLY');
      throw new OperatorOnlyError();
    }
  });

  async function audit(request: FastifyRequest, action: string, code: string): Promise<void> {
    const fields = { code, method: request.method, route: request.routeOptions.url ?? '', address: request.ip };
    await operations.auditOperator({ name: request.session?.operator.name ?? 'nobody' }, { action, severity: 'warning', fields });
  }
}

/** The plugin answers by itself when it refuses; here a refusal is one of our errors, and is audited first. */
async function checkCsrf(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, onRefused: (code: string) => Promise<void>): Promise<void> {
  const refusal = await new Promise<unknown>((resolve) => {
    const probe = Object.create(reply, { send: { value: resolve } }) as FastifyReply;
    app.csrfProtection(request, probe, () => resolve(null));
  });
  if (refusal === null) return;
  await onRefused('CSRF_REFUSED');
  throw new CsrfRefusedError();
}

/** Whose session it is; routes that need one are never reached without. */
export function operatorOf(request: FastifyRequest): Session['operator'] {
  if (request.session === null) throw new NotLoggedInError();
  return request.session.operator;
}
