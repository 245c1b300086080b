import type { QueueState } from '@ownerbot/queues';
import type { DeadLetter, DeadLetterDetail, DeadLetterGroup } from './model/letters';
import type { Operation, OperationItem, ReplayOptions, ReplayPlan } from './model/operation';
import type { LetterFilter, Page, PageQuery, Selection } from './model/selection';
import type { RequestLine, Trace } from './model/trace';

/** Who does it: the name of an operator's token, or of the user of the machine. It stands in the audit. */
export interface Actor {
  readonly name: string;
}

/**
 * What operators can see and do, the same for the command line and the console. Whatever changes something writes exactly one audit row
 * `operator_action` with the actor, the action, the selection and the counts, in the transaction that does it.
 * Values from outside are checked here: all methods reject with SelectionInvalidError for what cannot be meant.
 */
export interface Operations {
  /** Newest death first. */
  listDeadLetters(filter: LetterFilter, page?: PageQuery): Promise<Page<DeadLetter>>;
  /** By fingerprint, most frequent first. */
  groupDeadLetters(filter: LetterFilter, page?: PageQuery): Promise<Page<DeadLetterGroup>>;
  /** @throws LetterUnknownError */
  showDeadLetter(id: string): Promise<DeadLetterDetail>;

  /** What a replay would do; the dry run. @throws LetterUnknownError, NothingMatchesError */
  planReplay(selection: Selection, options?: ReplayOptions): Promise<ReplayPlan>;
  /**
   * Stores a replay; the workers carry it out. Its letters are those that match now.
   * @throws LetterUnknownError, NothingMatchesError, LetterBusyError (another operation has it in hand), LetterClosedError, ReplayLimitError
   */
  startReplay(actor: Actor, selection: Selection, options?: ReplayOptions): Promise<Operation>;
  /** Stores a drain: all that match are discarded, with the reason. @throws as startReplay */
  startDrain(actor: Actor, selection: Selection, reason: string): Promise<Operation>;
  /**
   * Discards letters at once, all or none. @returns how many
   * @throws LetterUnknownError, LetterBusyError, LetterClosedError
   */
  discard(actor: Actor, ids: readonly string[], reason: string): Promise<number>;
  /**
   * Replays one letter with another payload, which must fit the schema of its kind; the difference stands in the audit.
   * @throws PayloadInvalidError with the path of the field, EditRefusedError (a field that must stay), and as startReplay
   */
  editAndReplay(actor: Actor, id: string, payload: unknown, options?: Pick<ReplayOptions, 'force'>): Promise<Operation>;

  /** Newest first. */
  listOperations(page?: PageQuery & { readonly isOpen?: boolean }): Promise<Page<Operation>>;
  /** @throws OperationUnknownError */
  showOperation(id: string): Promise<Operation>;
  /** In their order. @throws OperationUnknownError */
  listOperationItems(id: string, page?: PageQuery): Promise<Page<OperationItem>>;
  /** What is under way is finished; nothing new begins. @throws OperationUnknownError, OperationStateError */
  pauseOperation(actor: Actor, id: string): Promise<Operation>;
  /** Goes on, also after a canary that died. @throws OperationUnknownError, OperationStateError */
  resumeOperation(actor: Actor, id: string): Promise<Operation>;
  /** Ends it for good; what waits stays as it was. @throws OperationUnknownError, OperationStateError */
  cancelOperation(actor: Actor, id: string): Promise<Operation>;

  listQueues(): Promise<Page<QueueState>>;
  /** No worker takes jobs of it any more. @throws QueueUnknownError */
  pauseQueue(actor: Actor, queue: string): Promise<void>;
  /** @throws QueueUnknownError */
  resumeQueue(actor: Actor, queue: string): Promise<void>;

  /** Newest requests of a chat, of an update id, or of all. */
  listRequests(query: { readonly chatId?: string; readonly updateId?: string }, page?: PageQuery): Promise<Page<RequestLine>>;
  /** @throws RequestUnknownError */
  traceRequest(correlationId: string): Promise<Trace>;

  /** One audit row of what an operator did, or tried and may not, beside the above: a login, a refused replay. */
  auditOperator(actor: Actor, entry: { readonly action: string; readonly severity?: 'info' | 'warning' | 'error'; readonly fields?: Readonly<Record<string, unknown>> }): Promise<void>;
}
