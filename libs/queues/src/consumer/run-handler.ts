import { OwnerBotError, type Logger } from '@ownerbot/runtime';
import { RunTimeoutError } from '../errors';
import { interrupted, outcomeOfThrown, retry, type Outcome } from '../outcome';

/** Why the signal of a run fired. `lost`: another worker has the job now, whatever this run does no longer counts. */
export type AbortCause = 'limit' | 'stop' | 'lost';

export interface Run {
  /** The first cause counts. */
  abort(cause: AbortCause, graceMs: number): void;
}

export interface RunOptions {
  readonly kind: string;
  readonly limitMs: number;
  readonly graceMs: number;
  readonly log: Logger;
  /** Called with the run's handle before the handler is. */
  readonly onBegin: (run: Run) => void;
  readonly work: (signal: AbortSignal) => Promise<Outcome>;
}

type Ended = { readonly outcome: Outcome } | { readonly thrown: unknown } | 'given-up';

/**
 * Runs a handler within its limit of time. When the limit passes, the process stops or the job is lost, the handler's signal fires;
 * after the grace a handler that goes on is given up. Its promise cannot be stopped: what it still does happens beside the next
 * run of the job, so handlers hand the signal to all they call, and decide in the store by keys that a second run meets again.
 * @returns the outcome; `lost` when there is no job any more to have one.
 */
export async function runHandler(options: RunOptions): Promise<Outcome | 'lost'> {
  const controller = new AbortController();
  let cause: AbortCause | undefined;
  let giveUp: () => void = () => undefined;
  const givenUp = new Promise<'given-up'>((resolve) => {
    giveUp = () => resolve('given-up');
  });
  let graceTimer: NodeJS.Timeout | undefined;
  const abort = (why: AbortCause, graceMs: number): void => {
    if (cause !== undefined) return;
    cause = why;
    graceTimer = setTimeout(giveUp, graceMs);
    controller.abort(new RunTimeoutError(options.kind, options.limitMs));
  };
  const limitTimer = setTimeout(() => abort('limit', options.graceMs), options.limitMs);
  options.onBegin({ abort });
  try {
    const work = settled(() => options.work(controller.signal));
    const ended = await Promise.race([work, givenUp]);
    if (ended === 'given-up') reportLateEnd(work, options);
    return outcomeOf(ended, cause, options);
  } finally {
    clearTimeout(limitTimer);
    clearTimeout(graceTimer);
  }
}

async function settled(work: () => Promise<Outcome>): Promise<Exclude<Ended, 'given-up'>> {
  try {
    return { outcome: await work() };
  } catch (thrown) {
    return { thrown };
  }
}

function outcomeOf(ended: Ended, cause: AbortCause | undefined, { kind, limitMs, log }: RunOptions): Outcome | 'lost' {
  if (cause === 'lost') return 'lost';
  if (ended !== 'given-up' && 'outcome' in ended && ended.outcome.type !== 'retry') return ended.outcome;
  // Unfinished, or failed because it was told to stop: the job is not to blame.
  if (cause === 'stop') return interrupted('the process stops');
  if (ended === 'given-up') return retry(new RunTimeoutError(kind, limitMs));
  if ('outcome' in ended) return ended.outcome;
  if (cause === 'limit' && !(ended.thrown instanceof OwnerBotError)) return retry(new RunTimeoutError(kind, limitMs));
  const outcome = outcomeOfThrown(kind, ended.thrown);
  if (!(ended.thrown instanceof OwnerBotError)) log.error('job.handler-threw', { error: ended.thrown });
  return outcome;
}

function reportLateEnd(work: Promise<Exclude<Ended, 'given-up'>>, { log }: RunOptions): void {
  log.error('job.given-up', { why: 'the handler did not stop when its signal fired' });
  void work.then((end) => log.warn('job.late-end', { end: 'outcome' in end ? end.outcome.type : 'thrown' }));
}
