import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { OwnerBotError, type Logger } from '@ownerbot/runtime';
import type { ErrorView } from '../contract';

/** Codes whose status is not 400. */
const STATUS: Readonly<Record<string, number>> = {
  NOT_LOGGED_IN: 401,
  LOGIN_REFUSED: 401,
  LOGIN_LIMITED: 429,
  OPERATOR_ONLY: 403,
  CSRF_REFUSED: 403,
  LETTER_UNKNOWN: 404,
  OPERATION_UNKNOWN: 404,
  QUEUE_UNKNOWN: 404,
  REQUEST_UNKNOWN: 404,
  PROPOSAL_NOT_FOUND: 404,
  LETTER_BUSY: 409,
  LETTER_CLOSED: 409,
  NOTHING_MATCHES: 409,
  REPLAY_LIMIT: 409,
  OPERATION_STATE: 409,
  MODE_TOGGLE_OFF: 409,
  SETTINGS_CHANGED: 409,
  PAYLOAD_INVALID: 422,
  EDIT_REFUSED: 422,
  STORED_SETTING_INVALID: 422,
  STORE_UNAVAILABLE: 503,
  STORE_CONFLICT: 503,
  STORE_TIMEOUT: 503,
  QUEUE_UNAVAILABLE: 503,
  QUEUES_NOT_MIGRATED: 503,
  STORE_QUERY_FAILED: 500,
};

/** Every refusal in one form: our own errors with their code, Fastify's as `REQUEST_INVALID`, and a defect without its inside. */
export function replyWithError(error: FastifyError | OwnerBotError, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  if (error instanceof OwnerBotError) {
    const status = STATUS[error.code] ?? 400;
    if (status >= 500) log.error('request_failed', { method: request.method, route: request.routeOptions.url, error });
    return reply.code(status).send(view(error.code, error.message, error.fields));
  }
  const status = error.statusCode ?? 500;
  if (status < 500) return reply.code(status).send(view('REQUEST_INVALID', error.message));
  log.error('request_failed', { method: request.method, route: request.routeOptions.url, error });
  return reply.code(500).send(view('UNEXPECTED', 'this went wrong on our side; the log tells more'));
}

export function view(code: string, message: string, fields: Readonly<Record<string, unknown>> = {}): ErrorView {
  return { error: { code, message, ...(Object.keys(fields).length === 0 ? {} : { fields }) } };
}
