import type { BotApiError } from '../errors';
import type { CallFault } from '../../faults/fault-rule';
import type { CallInput } from '../../http/read-body';
import type { LoggedCall } from '../../state/call-log';
import { bounds } from '../../state/limits';
import type { World } from '../../state/world';

/** The envelope of an answer and its HTTP status. */
export interface Outcome {
  status: number;
  body: { ok: true; result: unknown; description?: string } | { ok: false; error_code: number; description: string };
}

export function refusalOutcome({ errorCode, description, parameters }: BotApiError): Outcome {
  return { status: errorCode, body: { ok: false, error_code: errorCode, description, ...(parameters && { parameters }) } };
}

export interface CallFacts {
  at: number;
  world: World;
  method: string;
  chatId: string | null;
  call: CallInput;
  status: number;
  outcome: Outcome | undefined;
  fault: CallFault | undefined;
}

/** What the log keeps of a call. */
export function describeCall({ at, world, method, chatId, call, status, outcome, fault }: CallFacts): Omit<LoggedCall, 'seq'> {
  const body = outcome?.body;
  return {
    at,
    ms: world.now() - at,
    method,
    chat_id: chatId,
    params: Object.fromEntries([...call.params].map(([name, value]) => [name, name === 'secret_token' ? '•••' : shorten(value)])),
    files: [...call.uploads].map(([field, { name, bytes }]) => ({ field, name, bytes: bytes.length })),
    status,
    ok: body?.ok ?? false,
    ...(body?.ok && { result: summarise(body.result) }),
    ...(body && !body.ok && { description: body.description }),
    ...(fault && { fault: fault.kind }),
  };
}

const shorten = (value: string): string => (value.length > bounds.loggedTextChars ? `${value.slice(0, bounds.loggedTextChars)}…` : value);

/** A log of whole batches of updates would be the largest thing in memory. */
const summarise = (result: unknown): unknown => (Array.isArray(result) ? { count: result.length } : result);
