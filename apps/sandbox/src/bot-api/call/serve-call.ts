import type { FastifyReply, FastifyRequest } from 'fastify';
import { cutConnection, hangUntilCut } from '../../http/cut-connection';
import { readCallInput, refuseBrokenText, type CallInput } from '../../http/read-body';
import { BotApiError, refusals } from '../errors';
import { answerFault, isExecuted } from './answer-fault';
import { describeCall, refusalOutcome, type Outcome } from './describe-call';
import { findMethod } from '../method-table';
import { Described, type MethodContext } from '../method';
import { createParams } from '../read/params';

export interface CallServices extends Pick<MethodContext, 'world' | 'longPoll' | 'webhook'> {
  /** Called for errors that are the sandbox's own fault. */
  onDefect: (error: unknown) => void;
}

/** Serves one call of the Bot API, with the fault that hits it, and writes it into the log. */
export async function serveCall(services: CallServices, request: FastifyRequest, reply: FastifyReply, methodName: string): Promise<unknown> {
  const { world } = services;
  const at = world.now();
  const known = findMethod(methodName);
  const input = await readInput(request);
  const call = input instanceof BotApiError ? emptyInput() : input;
  const chatId = call.params.get('chat_id') ?? null;
  const method = known?.name ?? methodName;
  const fault = known && world.faults.forCall(method, chatId);
  const note = (status: number, outcome?: Outcome): void => world.calls.add(describeCall({ at, world, method, chatId, call, status, outcome, fault }));

  if (fault && !isExecuted(fault)) {
    return answerFault(fault, reply, (status, body) => note(status, body));
  }
  const execute = async (): Promise<unknown> => {
    if (input instanceof BotApiError) throw input;
    if (!known) throw refusals.unknownMethod();
    refuseBrokenText(input);
    return known.method({ ...services, params: createParams(input), signal: signalOf(reply) });
  };
  const outcome = await settle(execute, services.onDefect);
  if (fault) {
    note(0, outcome);
    return fault.kind === 'hang' ? hangUntilCut(reply, fault.max_ms) : cutConnection(reply);
  }
  note(outcome.status, outcome);
  return reply.code(outcome.status).send(outcome.body);
}

const emptyInput = (): CallInput => ({ params: new Map(), uploads: new Map() });

async function readInput(request: FastifyRequest): Promise<CallInput | BotApiError> {
  const query = request.url.split('?').slice(1).join('?');
  try {
    return await readCallInput(new URLSearchParams(query), request.body, request.headers['content-type']);
  } catch (error) {
    if (error instanceof BotApiError) return error;
    throw error;
  }
}

/** Aborted when the caller hangs up before it has its answer. */
function signalOf(reply: FastifyReply): AbortSignal {
  const abort = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) abort.abort();
  });
  return abort.signal;
}

async function settle(execute: () => Promise<unknown>, onDefect: (error: unknown) => void): Promise<Outcome> {
  try {
    const result = await execute();
    if (result instanceof Described) return { status: 200, body: { ok: true, result: result.result, description: result.description } };
    return { status: 200, body: { ok: true, result } };
  } catch (error) {
    if (error instanceof BotApiError) return refusalOutcome(error);
    onDefect(error);
    return refusalOutcome(new BotApiError(500, 'Internal Server Error: the sandbox failed; its log says why'));
  }
}
