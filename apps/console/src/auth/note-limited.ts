import type { FastifyRequest } from 'fastify';
import { appendAudit } from '@ownerbot/storage';
import type { ConsoleParts } from '../parts';

/** Notes that an address tries too many tokens, once a window: whoever guesses must not fill the audit. */
export function noteLimited({ db, clock, log }: ConsoleParts, request: FastifyRequest, windowMs: number): void {
  const event = {
    eventType: 'operator_action',
    severity: 'warning',
    fields: { actor: 'nobody', action: 'login_limited', address: request.ip },
    throttle: { key: `login_limited:${request.ip}`, ttlSec: windowMs / 1_000 },
  } as const;
  appendAudit(db, { correlationId: `op-${request.id}`, at: clock.now(), events: [event] }).catch((error: unknown) => log.error('audit_lost', { error }));
}
