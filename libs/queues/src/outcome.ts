import { OwnerBotError } from '@ownerbot/runtime';
import { HandlerFailedError } from './errors';

/** What a run of a job came to. Only `retry` uses up an attempt. */
export type Outcome =
  | { readonly type: 'done' }
  /** Not now: run again after `ms`. For what is expected, such as waiting for one's turn. */
  | { readonly type: 'later'; readonly ms: number; readonly why: string }
  | { readonly type: 'retry'; readonly error: OwnerBotError }
  /** Trying again cannot help; the job becomes a dead letter. */
  | { readonly type: 'dead'; readonly error: OwnerBotError }
  /** The run could not be finished here (shutdown, store away): back to its place, for whoever is able. */
  | { readonly type: 'interrupted'; readonly why: string };

export const done = (): Outcome => ({ type: 'done' });
export const later = (ms: number, why: string): Outcome => ({ type: 'later', ms, why });
export const retry = (error: OwnerBotError): Outcome => ({ type: 'retry', error });
export const dead = (error: OwnerBotError): Outcome => ({ type: 'dead', error });
export const interrupted = (why: string): Outcome => ({ type: 'interrupted', why });

/** The outcome of a run that threw: an error of the project says by `retry` whether trying again can help; anything else is tried again. */
export function outcomeOfThrown(kind: string, thrown: unknown): Outcome {
  if (!(thrown instanceof OwnerBotError)) return retry(new HandlerFailedError(kind, thrown));
  return thrown.retry === 'never' ? dead(thrown) : retry(thrown);
}
