import type { FastifyReply } from 'fastify';
import type { CallFault } from '../../faults/fault-rule';
import { cutConnection, hangUntilCut } from '../../http/cut-connection';
import { BotApiError, refusals } from '../errors';
import { refusalOutcome, type Outcome } from './describe-call';

/** Whether the call takes effect although its answer never arrives. */
export const isExecuted = (fault: CallFault): boolean => fault.kind === 'reset_after' || (fault.kind === 'hang' && fault.executed);

/** Gives a call the fault instead of its effect, and notes what was answered. */
export function answerFault(fault: CallFault, reply: FastifyReply, note: (status: number, outcome?: Outcome) => void): FastifyReply {
  switch (fault.kind) {
    case 'too_many_requests': {
      const outcome = refusalOutcome(refusals.tooManyRequests(fault.retry_after));
      note(outcome.status, outcome);
      return reply.code(outcome.status).send(outcome.body);
    }
    case 'server_error': {
      const outcome = refusalOutcome(new BotApiError(fault.status, reasons[fault.status] ?? 'Internal Server Error'));
      note(outcome.status, outcome);
      return reply.code(outcome.status).send(outcome.body);
    }
    case 'hang':
      note(0);
      return hangUntilCut(reply, fault.max_ms);
    default:
      note(0);
      return cutConnection(reply);
  }
}

const reasons: Record<number, string> = { 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' };
