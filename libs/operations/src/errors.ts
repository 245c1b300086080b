import { OwnerBotError } from '@ownerbot/runtime';

/** What was asked for cannot be meant: a filter, a number or an id of the wrong form. Code `SELECTION_INVALID`. */
export class SelectionInvalidError extends OwnerBotError {
  constructor(field: string, allowed: string) {
    super('SELECTION_INVALID', { message: `${field}: allowed is ${allowed}`, fields: { field, allowed } });
  }
}

/** There is no broadcast of this id. Code `BROADCAST_UNKNOWN`. */
export class BroadcastUnknownError extends OwnerBotError {
  constructor(id: string) {
    super('BROADCAST_UNKNOWN', { message: `there is no broadcast ${named([id])}`, fields: { id } });
  }
}

/** The broadcast is through, or already as it is wished to be. Code `BROADCAST_STATE`. */
export class BroadcastStateError extends OwnerBotError {
  constructor(id: string, state: string) {
    super('BROADCAST_STATE', { message: `broadcast ${id} is ${state}`, fields: { id, state } });
  }
}

/** There is no dead letter of this id. Code `LETTER_UNKNOWN`. */
export class LetterUnknownError extends OwnerBotError {
  constructor(ids: readonly string[]) {
    super('LETTER_UNKNOWN', { message: `there is no dead letter ${named(ids)}`, fields: { ids: ids.slice(0, MOST_NAMED) } });
  }
}

/** Another operation has the letter in hand. Code `LETTER_BUSY`. */
export class LetterBusyError extends OwnerBotError {
  constructor(ids: readonly string[], operationIds: readonly string[]) {
    const by = operationIds.length === 0 ? 'its replay is under way' : `by operation ${operationIds.join(', ')}`;
    super('LETTER_BUSY', { message: `${named(ids)}: being replayed already, ${by}`, fields: { ids: ids.slice(0, MOST_NAMED), operationIds } });
  }
}

/** The letter was replayed or discarded already. Code `LETTER_CLOSED`. */
export class LetterClosedError extends OwnerBotError {
  constructor(ids: readonly string[]) {
    super('LETTER_CLOSED', { message: `${named(ids)}: replayed or discarded already`, fields: { ids: ids.slice(0, MOST_NAMED) } });
  }
}

/** No open letter matches. Code `NOTHING_MATCHES`. */
export class NothingMatchesError extends OwnerBotError {
  constructor(hindrances: readonly string[] = []) {
    const why = hindrances.length === 0 ? '' : ` (${hindrances.join(', ')})`;
    super('NOTHING_MATCHES', { message: `no dead letter matches that could be acted upon${why}; nothing was started`, fields: { hindrances } });
  }
}

/** Every letter of the selection was replayed too often. Code `REPLAY_LIMIT`. */
export class ReplayLimitError extends OwnerBotError {
  constructor(ids: readonly string[], limit: number) {
    super('REPLAY_LIMIT', { message: `${named(ids)}: replayed ${limit} times and dead again; mend the cause, or replay with force`, fields: { ids: ids.slice(0, MOST_NAMED), limit } });
  }
}

/** The new payload changes what says where the job belongs. Code `EDIT_REFUSED`. */
export class EditRefusedError extends OwnerBotError {
  constructor(id: string, problem: string) {
    super('EDIT_REFUSED', { message: `letter ${id}: ${problem}`, fields: { id } });
  }
}

/** There is no operation of this id. Code `OPERATION_UNKNOWN`. */
export class OperationUnknownError extends OwnerBotError {
  constructor(id: string) {
    super('OPERATION_UNKNOWN', { message: `there is no operation ${JSON.stringify(id)}`, fields: { id } });
  }
}

/** The operation is not in a state in which this can be done. Code `OPERATION_STATE`. */
export class OperationStateError extends OwnerBotError {
  constructor(id: string, wish: string, state: string) {
    super('OPERATION_STATE', { message: `operation ${id} is ${state}: it cannot be ${wish}`, fields: { id, state } });
  }
}

/** There is no queue of this name. Code `QUEUE_UNKNOWN`. */
export class QueueUnknownError extends OwnerBotError {
  constructor(queue: string, known: readonly string[]) {
    super('QUEUE_UNKNOWN', { message: `there is no queue ${JSON.stringify(queue)}; there are ${known.join(', ')}`, fields: { queue } });
  }
}

/** Nothing is known of the request. Code `REQUEST_UNKNOWN`. */
export class RequestUnknownError extends OwnerBotError {
  constructor(name: string) {
    super('REQUEST_UNKNOWN', { message: `nothing is known of ${JSON.stringify(name)}`, fields: { name } });
  }
}

const MOST_NAMED = 20;

function named(ids: readonly string[]): string {
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  return `${ids.slice(0, MOST_NAMED).map((id) => JSON.stringify(id)).join(', ')}${more}`;
}
